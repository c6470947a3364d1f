"""Headquarters' questions in their own words, answered from the figures within the asker's rights."""
