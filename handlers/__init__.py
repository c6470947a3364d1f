"""The doors: what comes from a messenger is heard here and handed to `bot`."""
