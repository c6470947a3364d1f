"""What headquarters asks of its digest by words and buttons, and its settings."""
