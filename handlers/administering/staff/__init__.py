"""People: found, added, given duties, suspended, invited, let go of a messenger."""
