"""Headquarters' workbook: its sheets, ordered in a turn and made outside it."""
