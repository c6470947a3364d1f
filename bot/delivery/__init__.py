"""How what was said becomes a turn, and what a turn says reaches its chat."""
