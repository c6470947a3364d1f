"""Consultations: a topic put to the provinces, their viewpoints, and an outcome with its reason."""
