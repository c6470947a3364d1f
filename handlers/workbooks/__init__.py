"""The week's workbook in the chat: ordered, sent back, looked through, taken."""
