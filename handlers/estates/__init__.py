"""The conversation with an estate's people."""
