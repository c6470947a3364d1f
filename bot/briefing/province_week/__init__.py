"""What comes back to a province: its week, or its month, in a short message and on a sheet of one page."""
