"""One file per command of `mehvar`."""
