"""Workbooks of the roster, the axes and the targets: written, and read as edits."""
