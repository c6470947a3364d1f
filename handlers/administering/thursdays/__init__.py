"""Which provinces work on Thursdays, from which week on."""
