"""The conversation in which a province looks back at its weeks."""
