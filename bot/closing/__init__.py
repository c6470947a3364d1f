"""Days that are closed at short notice, and messengers that are away: declared by an admin, told once."""
