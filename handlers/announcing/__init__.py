"""The conversations of an announcement: composing it, looking after it, answering it."""
