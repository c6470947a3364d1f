"""Exceptions: what a province may still report after the lock."""
