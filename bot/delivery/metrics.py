"""What is counted for the operator, in Prometheus' terms; alerts and a dashboard upon it stand in deploy/."""

from prometheus_client import Counter, Gauge, Histogram, generate_latest

MINUTE, HOUR, DAY = 60, 3_600, 86_400

TURNS = Counter("mehvar_turns_total", "Updates that had their turn", ["platform", "end"])
SENDS = Counter("mehvar_sends_total", "Attempts to send, edit or delete", ["platform", "outcome"])
POLLS = Counter("mehvar_failed_polls_total", "Polls of a messenger that failed", ["platform"])
WAITING = Gauge("mehvar_waiting", "Updates, outgoing rows or errands that wait", ["what"])
OLDEST = Gauge("mehvar_oldest_seconds", "Seconds for which the oldest of what waits has waited", ["what"])
DEAD = Gauge("mehvar_dead", "Updates, errands and outgoing rows that were set aside", ["what"])
BLOCKED = Gauge("mehvar_blocked_people", "Active people whose accounts are all closed to us")
STUCK = Gauge("mehvar_stuck_loops", "Loops that have been silent for too long")
SILENT = Gauge("mehvar_silent_seconds", "Seconds since a loop last ended an iteration", ["loop"])
AWAY = Gauge("mehvar_failed_polls_in_a_row", "Polls of a messenger that failed since the last good one", ["platform"])
AHEAD = Gauge("mehvar_clock_ahead_seconds", "Seconds that a messenger's clock is ahead of ours", ["platform"])
DISK = Gauge("mehvar_disk_free_bytes", "Free bytes on the disk of the database")
BACKUPS = Gauge("mehvar_backups_set_up", "1 where a nightly backup is made")
LAST_BACKUP = Gauge("mehvar_last_backup_timestamp_seconds", "When the newest backup was made; 0 without one")
STARTED = Gauge("mehvar_start_time_seconds", "When this process was started")
REPLIES = Histogram(
    "mehvar_reply_seconds",
    "From when an update came in until the messenger took the reply to it",
    ["platform"],
    buckets=(0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30, MINUTE, 5 * MINUTE),
)
CLOCK = Histogram(
    "mehvar_clock_seconds",
    "How long a work of the clock took when it was due",
    ["work"],
    buckets=(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30),
)
LATE = Histogram(
    "mehvar_clock_late_seconds",
    "How long after its moment a work of the clock was done",
    ["work"],
    buckets=(10, 30, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, DAY),
)
ERRANDS = Histogram(
    "mehvar_errand_seconds",
    "How long slow work took that came to its end",
    ["kind"],
    buckets=(0.1, 0.5, 1, 2, 5, 10, 30, MINUTE, 5 * MINUTE),
)
STARTED.set_to_current_time()  # prometheus-client's own cannot be had where the unit hides /proc/stat


def expect(platform: str) -> None:
    """Show what is counted of a platform from the start, at 0: a rise from nothing is none to Prometheus."""
    for end in ("done", "dead", "unheard"):
        TURNS.labels(platform, end)
    POLLS.labels(platform)
    REPLIES.labels(platform)


def exposition() -> bytes:
    """Return everything that is counted, in the text format of Prometheus."""
    return generate_latest()
