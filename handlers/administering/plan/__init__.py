"""The year's programme: axes, indicators and targets, changed in a draft that is published as a whole."""
