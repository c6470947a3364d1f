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
class ServiceHealth:
    """How things stand; ``dead`` are updates, errands and outgoing rows of the last days that came to no good end."""

    queues: tuple[Queue, ...]
    dead: dict[str, int]
    blocked: int


async def get_standing(tx: Reading, now: datetime) -> ServiceHealth:
    """Return how things stand; every question is answered by an index or a short table."""
    queues = [
        *await tx.all(Queue, "SELECT 'updates', count(*), min(received_at) FROM inbox WHERE state = 'waiting'"),
        *await tx.all(
            Queue,
            """SELECT 'outgoing ' || platform, count(*), min(created_at) FROM outbox
               WHERE state IN ('pending', 'sending') GROUP BY platform ORDER BY platform""",
        ),
        *await tx.all(
            Queue,
            "SELECT 'errands', count(*), min(due_at) FROM errands WHERE state = 'waiting' AND due_at <= :now",
            now=now,
        ),
        *await tx.all(
            Queue,
            """SELECT 'dead', count(*), min(at) FROM (
                   SELECT received_at AS at FROM inbox WHERE state = 'dead'
                   UNION ALL SELECT created_at FROM errands WHERE state = 'dead')""",
        ),
    ]
    dead = {
        "updates": await tx.count("SELECT count(*) FROM inbox WHERE state = 'dead'"),
        "errands": await tx.count("SELECT count(*) FROM errands WHERE state = 'dead'"),
        "outgoing": await tx.count("SELECT count(*) FROM outbox WHERE state = 'failed'"),
    }
    return ServiceHealth(tuple(queues), dead, await _count_blocked(tx))


async def _count_blocked(tx: Reading) -> int:
    """Count the active people who have accounts, all of which are closed to us."""
    return await tx.count(
        """SELECT count(*) FROM people WHERE state = 'active'
           AND EXISTS (SELECT 1 FROM accounts WHERE person_id = people.id)
           AND NOT EXISTS (SELECT 1 FROM accounts WHERE person_id = people.id AND blocked_at IS NULL)"""
    )


@dataclass(frozen=True)
class Silent:
    """An active person with a duty whom messages do not reach: «never» joined, «blocked», «failed» or «unknown»."""

    id: int
    name: str
    why: str
    since: datetime | None


async def list_silent(tx: Reading) -> list[Silent]:
    """Return whom messages do not reach: no account, every account closed, or a last message that did not arrive."""
    return await tx.all(
        Silent,
        """WITH served AS (
               SELECT id, full_name FROM people
               WHERE state = 'active' AND EXISTS (SELECT 1 FROM duties WHERE person_id = people.id)),
           links AS (SELECT person_id, count(*) AS links, count(blocked_at) AS blocked, max(blocked_at) AS at
                     FROM accounts WHERE person_id IS NOT NULL GROUP BY person_id),
           newest AS (SELECT person_id, max(id) AS id FROM outbox
                      WHERE person_id IS NOT NULL AND state IN ('sent', 'unknown', 'blocked', 'failed')
                      GROUP BY person_id)
           SELECT served.id, full_name,
                  CASE WHEN links IS NULL THEN 'never' WHEN links = blocked THEN 'blocked' ELSE outbox.state END AS why,
                  CASE WHEN links IS NULL THEN NULL WHEN links = blocked THEN links.at ELSE ended_at END
           FROM served LEFT JOIN links ON links.person_id = served.id
           LEFT JOIN newest ON newest.person_id = served.id LEFT JOIN outbox ON outbox.id = newest.id
           WHERE why IN ('never', 'blocked', 'failed', 'unknown')
           ORDER BY why, full_name, served.id""",
    )


async def get_version(tx: Reading) -> int:
    """Return how many migrations the database has."""
    return await tx.count("PRAGMA user_version")


async def count_served(tx: Reading) -> int:
    """Count the active people who have a duty."""
    return await tx.count(
        """SELECT count(*) FROM people
           WHERE state = 'active' AND EXISTS (SELECT 1 FROM duties WHERE person_id = people.id)"""
    )
