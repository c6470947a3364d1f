"""Persian: texts, letters, numbers, dates and names, all pure."""
