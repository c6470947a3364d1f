"""Errands: slow work that waits to be done outside any transaction."""

from dataclasses import dataclass
from datetime import datetime

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Errand:
    """One piece of work; ``payload`` is JSON."""

    id: int
    kind: str
    payload: str
    attempts: int


async def add(tx: Transaction, kind: str, payload: str, now: datetime) -> None:
    """Add an errand that is due now."""
    tx.write(
        "INSERT INTO errands (kind, payload, due_at, created_at) VALUES (:kind, :payload, :now, :now)",
        kind=kind,
        payload=payload,
        now=now,
    )
    tx.ordered.append(kind)


async def list_due(tx: Reading, now: datetime) -> list[Errand]:
    """Return the errands that are due, oldest first."""
    return await tx.all(
        Errand,
        """SELECT id, kind, payload, attempts FROM errands
           WHERE state = 'waiting' AND due_at <= :now ORDER BY due_at, id LIMIT 50""",
        now=now,
    )


async def count_attempt(tx: Transaction, number: int, again_at: datetime) -> None:
    """Write down that an errand is begun; if nothing more is heard of it, it is due again later."""
    tx.write(
        "UPDATE errands SET attempts = attempts + 1, due_at = :again_at WHERE id = :number",
        again_at=again_at,
        number=number,
    )


async def end(tx: Transaction, number: int, state: str = "done", problem: str = "") -> None:
    """End an errand as done or dead."""
    tx.write(
        "UPDATE errands SET state = :state, problem = :problem WHERE id = :number",
        state=state,
        problem=problem,
        number=number,
    )


async def forget(tx: Transaction, before: datetime) -> int:
    """Forget ended errands made before an instant."""
    return await tx.run("DELETE FROM errands WHERE state = 'done' AND created_at < :before", before=before)
