"""Obstacles that somebody has begun to record and not recorded yet."""

from dataclasses import dataclass
from datetime import datetime

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class ObstacleDraftRow:
    """A draft (JSON) by its axis."""

    axis: str
    body: str


async def list_of_person(tx: Reading, person_id: int, province: str) -> list[ObstacleDraftRow]:
    """Return what a person has begun in a province."""
    return await tx.all(
        ObstacleDraftRow,
        """SELECT axis, body FROM obstacle_drafts
           WHERE person_id = :person_id AND province = :province ORDER BY axis""",
        person_id=person_id,
        province=province,
    )


async def save(tx: Transaction, person_id: int, key: tuple[str, str], body: str, now: datetime) -> None:
    """Keep what was said so far about an obstacle of a province and axis (``key``)."""
    province, axis = key
    tx.write(
        """INSERT INTO obstacle_drafts (person_id, province, axis, body, updated_at)
           VALUES (:person_id, :province, :axis, :body, :now)
           ON CONFLICT (person_id, province, axis) DO UPDATE SET body = :body, updated_at = :now""",
        person_id=person_id,
        province=province,
        axis=axis,
        body=body,
        now=now,
    )


async def drop(tx: Transaction, person_id: int, key: tuple[str, str]) -> None:
    """Forget a draft: it was recorded, or given up."""
    province, axis = key
    tx.write(
        "DELETE FROM obstacle_drafts WHERE person_id = :person_id AND province = :province AND axis = :axis",
        person_id=person_id,
        province=province,
        axis=axis,
    )
