"""The conversations in which headquarters looks at reports, and in which provinces answer."""
