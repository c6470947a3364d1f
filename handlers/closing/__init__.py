"""The conversations in which an admin declares a closure or the outage of a messenger."""
