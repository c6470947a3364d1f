"""What people type, understood: numbers with their units, and dates."""
