"""Backups of everything that people said: made, sealed to a public key, rotated, and restored."""
