"""Consultations: a topic put to the provinces, counted, closed with an outcome, and reminded of."""
