"""What is counted for the operator, in Prometheus' terms; the alerts upon it stand in deploy/alerts.yml."""

from prometheus_client import Counter, Gauge, generate_latest

TURNS = Counter("mehvar_turns_total", "Updates that had their turn", ["platform", "end"])
SENDS = Counter("mehvar_sends_total", "Attempts to send, edit or delete", ["platform", "outcome"])
POLLS = Counter("mehvar_failed_polls_total", "Polls of a messenger that failed", ["platform"])
WAITING = Gauge("mehvar_waiting", "Updates, outgoing rows or errands that wait", ["what"])
OLDEST = Gauge("mehvar_oldest_seconds", "Seconds for which the oldest of what waits has waited", ["what"])
DEAD = Gauge("mehvar_dead", "Updates, errands and outgoing rows that were set aside", ["what"])
BLOCKED = Gauge("mehvar_blocked_people", "Active people whose accounts are all closed to us")
STUCK = Gauge("mehvar_stuck_loops", "Loops that have been silent for too long")
AWAY = Gauge("mehvar_failed_polls_in_a_row", "Polls of a messenger that failed since the last good one", ["platform"])
AHEAD = Gauge("mehvar_clock_ahead_seconds", "Seconds that a messenger's clock is ahead of ours", ["platform"])
BACKUPS = Gauge("mehvar_backups_set_up", "1 where a nightly backup is made")
LAST_BACKUP = Gauge("mehvar_last_backup_timestamp_seconds", "When the newest backup was made; 0 without one")


def exposition() -> bytes:
    """Return everything that is counted, in the text format of Prometheus."""
    return generate_latest()
