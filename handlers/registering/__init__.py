"""Who comes in: registration, admission, the form of address; and the entrance that every door has."""
