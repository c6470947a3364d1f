"""The fast lane: one free message becomes proposed answers, each confirmed by a tap."""
