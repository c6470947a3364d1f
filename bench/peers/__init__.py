"""What Mehvar is measured beside; each file runs by itself, in an environment of its own."""
