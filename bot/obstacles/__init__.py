"""Obstacles: recorded by a province, referred, answered, decided, executed; with a duty on both sides."""
