"""What the schedule has pushed to people, and what of it still waits to leave."""

import json
from dataclasses import dataclass
from datetime import datetime

from storage.ledger import Entry
from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Pushed:
    """A push: its ledger entries, and the outgoing row that carries it."""

    id: int
    person_id: int
    kind: str
    entries: tuple[Entry, ...]
    until: datetime | None
    outbox_id: int


@dataclass(frozen=True)
class _Row:
    id: int
    person_id: int
    kind: str
    entries: str
    until: datetime | None
    outbox_id: int


async def add(tx: Transaction, now: datetime, pushed: Pushed, *, counted: bool) -> None:
    """Note a push whose outgoing row was just made (its ``id`` is not read)."""
    tx.write(
        """INSERT INTO pushes (person_id, kind, entries, counted, at, until, outbox_id)
           VALUES (:person_id, :kind, :entries, :counted, :now, :until, :outbox_id)""",
        person_id=pushed.person_id,
        kind=pushed.kind,
        entries=json.dumps(pushed.entries),
        counted=int(counted),
        now=now,
        until=pushed.until,
        outbox_id=pushed.outbox_id,
    )


async def count_since(tx: Reading, person_id: int, since: datetime) -> int:
    """Count the pushes to a person since an instant that are among the day's two."""
    return await tx.count(
        "SELECT count(*) FROM pushes WHERE person_id = :person_id AND at >= :since AND counted",
        person_id=person_id,
        since=since,
    )


async def discount(tx: Transaction, outbox_id: int) -> None:
    """Let what was taken back be none of the day's two."""
    tx.write("UPDATE pushes SET counted = 0 WHERE outbox_id = :outbox_id", outbox_id=outbox_id)


async def move(tx: Transaction, old: int, new: int) -> None:
    """Let another row carry what a row could not."""
    tx.write("UPDATE pushes SET outbox_id = :new WHERE outbox_id = :old", new=new, old=old)


async def list_entries(tx: Reading, outbox_id: int) -> list[Entry]:
    """Return what the pushes in one outgoing row have settled in the ledger."""
    found = await tx.column("SELECT entries FROM pushes WHERE outbox_id = :outbox_id", outbox_id=outbox_id)
    return [(kind, period, subject) for entries in found for kind, period, subject in json.loads(str(entries))]


async def list_waiting(tx: Reading) -> list[Pushed]:
    """Return the pushes whose outgoing rows have not left yet, the oldest first."""
    rows = await tx.all(
        _Row,
        """SELECT pushes.id, pushes.person_id, pushes.kind, entries, until, outbox_id
           FROM outbox CROSS JOIN pushes  -- in this order: few rows wait, and an index holds those of both states
           WHERE outbox.state IN ('pending', 'sending') AND outbox.state = 'pending' AND outbox.kind = 'push'
             AND outbox_id = outbox.id ORDER BY pushes.id""",
    )
    return [
        Pushed(row.id, row.person_id, row.kind, tuple(map(tuple, json.loads(row.entries))), row.until, row.outbox_id)
        for row in rows
    ]
