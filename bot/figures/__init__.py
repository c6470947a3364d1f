"""What headquarters counts, straight from the stored values."""
