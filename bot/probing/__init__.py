"""Asks a live messenger what its documentation does not settle, and sets what depends on the answers."""
