"""The conversation about a free message: proposed rows, each confirmed by a tap."""
