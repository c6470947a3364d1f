"""How things stand, for the operator: what waits and since when, what was set aside, who cannot be reached."""

from dataclasses import dataclass
from datetime import datetime

from storage.transaction import Reading


@dataclass(frozen=True)
class Queue:
    """What waits: how much, and since when its oldest (None: nothing waits)."""

    name: str
    waiting: int
    since: datetime | None


@dataclass(frozen=True)
class Standing:
    """How things stand; ``dead`` are updates, errands and outgoing rows of the last days that came to no good end."""

    queues: tuple[Queue, ...]
    dead: dict[str, int]
    blocked: int


def get_standing(tx: Reading, now: datetime) -> Standing:
    """Return how things stand; every question is answered by an index or a short table."""
    queues = [
        *tx.all(Queue, "SELECT 'updates', count(*), min(received_at) FROM inbox WHERE state = 'waiting'"),
        *tx.all(
            Queue,
            """SELECT 'outgoing ' || platform, count(*), min(created_at) FROM outbox
               WHERE state IN ('pending', 'sending') GROUP BY platform ORDER BY platform""",
        ),
        *tx.all(
            Queue,
            "SELECT 'errands', count(*), min(due_at) FROM errands WHERE state = 'waiting' AND due_at <= :now",
            now=now,
        ),
    ]
    dead = {
        "updates": tx.count("SELECT count(*) FROM inbox WHERE state = 'dead'"),
        "errands": tx.count("SELECT count(*) FROM errands WHERE state = 'dead'"),
        "outgoing": tx.count("SELECT count(*) FROM outbox WHERE state = 'failed'"),
    }
    return Standing(tuple(queues), dead, _count_blocked(tx))


def _count_blocked(tx: Reading) -> int:
    """Count the active people who have accounts, all of which are closed to us."""
    return tx.count(
        """SELECT count(*) FROM people WHERE state = 'active'
           AND EXISTS (SELECT 1 FROM accounts WHERE person_id = people.id)
           AND NOT EXISTS (SELECT 1 FROM accounts WHERE person_id = people.id AND blocked_at IS NULL)"""
    )
