"""The weekly report of an axis."""
