"""Every Persian sentence that Mehvar says, and the words that it reads."""
