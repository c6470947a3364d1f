"""Rules of the year's programme as admins change it."""
