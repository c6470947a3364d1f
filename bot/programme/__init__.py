"""The programme of a year: provinces, axes, indicators and topics."""
