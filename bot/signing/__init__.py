"""The second key: what a colleague wrote waits for the CEO's signature, or goes in by itself."""
