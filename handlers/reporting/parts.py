"""Pieces that the screens of a report share: buttons to leave by, notes above a text, answers as they are shown."""
