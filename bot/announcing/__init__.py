"""Broadcasts of headquarters."""
