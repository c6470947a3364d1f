"""The programme: its axes, indicators, provinces and their names."""
