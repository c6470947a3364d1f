"""Axes handed to colleagues, leave, two keys, and the handing over of a post."""
