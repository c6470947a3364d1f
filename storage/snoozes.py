"""When people asked to be reminded again."""

from dataclasses import dataclass
from datetime import datetime

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Snooze:
    """A person, and the instant that was asked for."""

    person_id: int
    due_at: datetime


async def save(tx: Transaction, snooze: Snooze, now: datetime) -> None:
    """Keep a wish; the same one twice is one."""
    tx.write(
        """INSERT INTO snoozes (person_id, due_at, asked_at) VALUES (:person_id, :due_at, :now)
           ON CONFLICT DO NOTHING""",
        person_id=snooze.person_id,
        due_at=snooze.due_at,
        now=now,
    )


async def list_due(tx: Reading, now: datetime) -> list[Snooze]:
    """Return the wishes whose time has come, the newest of each person first."""
    return await tx.all(
        Snooze,
        "SELECT person_id, due_at FROM snoozes WHERE due_at <= :now ORDER BY person_id, due_at DESC",
        now=now,
    )


async def next_due(tx: Reading, now: datetime) -> datetime | None:
    """Return when the next wish after an instant is due."""
    found = await tx.value("SELECT min(due_at) FROM snoozes WHERE due_at > :now", now=now)
    return None if found is None else datetime.fromisoformat(str(found))


async def drop_until(tx: Transaction, person_id: int, instant: datetime) -> None:
    """Drop a person's wishes up to an instant."""
    tx.write(
        "DELETE FROM snoozes WHERE person_id = :person_id AND due_at <= :instant", person_id=person_id, instant=instant
    )
