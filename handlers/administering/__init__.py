"""What admins look after in the chat: every change is shown first, confirmed by a tap, logged, and can be undone."""
