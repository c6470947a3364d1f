"""What a province asks its estates: each answers for itself, the province sees the sum."""
