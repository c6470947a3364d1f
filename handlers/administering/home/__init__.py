"""The first screen of an admin: where to, the last changes, who gets no messages, how the system stands."""
