"""Evidence: photos, files, voice and places that stand behind an answer; taken, fetched, kept."""
