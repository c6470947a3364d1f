"""The conversation in which a CEO hands axes and leave to colleagues."""
