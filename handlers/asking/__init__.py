"""Where questions in one's own words come in."""
