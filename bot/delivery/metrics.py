"""What is counted for the operator, in Prometheus' terms."""

from prometheus_client import Counter, Gauge, generate_latest

TURNS = Counter("mehvar_turns_total", "Updates that had their turn", ["platform", "end"])
SENDS = Counter("mehvar_sends_total", "Attempts to send, edit or delete", ["platform", "outcome"])
POLLS = Counter("mehvar_failed_polls_total", "Polls of a messenger that failed", ["platform"])
WAITING = Gauge("mehvar_waiting", "Updates, outgoing rows or errands that wait", ["what"])


def exposition() -> bytes:
    """Return everything that is counted, in the text format of Prometheus."""
    return generate_latest()
