"""Opening, reminders and who owes what."""
