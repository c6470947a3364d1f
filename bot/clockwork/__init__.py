"""The clockwork: what is done when, and who lets it be done then."""
