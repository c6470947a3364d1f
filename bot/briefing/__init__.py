"""What headquarters reads in the morning."""
