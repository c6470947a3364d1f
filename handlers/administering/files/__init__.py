"""Workbooks of the roster, the axes and the targets, there and back."""
