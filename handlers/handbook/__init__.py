"""Help in the chat."""
