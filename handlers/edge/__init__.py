"""The edge: transport, what differs between the messengers, intake, health."""
