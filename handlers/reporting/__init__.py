"""The conversation of the weekly report: the sweep, the cards of axes, their answers."""
