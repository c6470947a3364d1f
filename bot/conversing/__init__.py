"""How a conversation goes on: what was said finds its flow, and the flow's screens become outgoing rows."""
