"""Workbooks as files: read in a process of their own behind a guard, and written."""
