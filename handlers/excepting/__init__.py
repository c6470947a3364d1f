"""The conversation of an exception: what a province may still report after the lock."""
