"""The handbook: one source of chapters, shown in the chat, printed, and kept as pages of the documentation."""
