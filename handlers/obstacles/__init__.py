"""The conversations of obstacles: recording one, and looking after them on either side."""
