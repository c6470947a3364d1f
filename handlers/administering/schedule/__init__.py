"""The schedule of the week: changed from a week that has not begun."""
