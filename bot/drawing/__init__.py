"""The press: pictures and documents from templates, right to left, the same bytes for the same data."""
