"""Fair counting: what was asked, what came, and when (docs/counting.md)."""
