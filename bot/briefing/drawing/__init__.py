"""Pictures of what headquarters counts: right to left, in Persian digits, the same bytes for the same data."""
