"""What a province may look back at: its week, the course of an axis, headquarters' answers, its own corrections."""
