"""The local messenger: a Bot API server for tests, training and the first try."""
