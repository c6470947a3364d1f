"""Drafts: what a person has answered so far, by week, province and axis."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class StoredDraft:
    """What a person has answered on an axis, as JSON."""

    axis: str
    body: str


async def list_of_week(tx: Reading, person_id: int, week: date, province: str) -> list[StoredDraft]:
    """Return a person's drafts of a week."""
    return await tx.all(
        StoredDraft,
        "SELECT axis, body FROM drafts WHERE person_id = :person_id AND week = :week AND province = :province",
        person_id=person_id,
        week=week,
        province=province,
    )


async def save(tx: Transaction, person_id: int, key: tuple[date, str, str], body: str, now: datetime) -> None:
    """Keep a draft; ``key`` is week, province, axis."""
    week, province, axis = key
    tx.write(
        """INSERT INTO drafts (person_id, week, province, axis, body, updated_at)
           VALUES (:person_id, :week, :province, :axis, :body, :now)
           ON CONFLICT (person_id, week, province, axis) DO UPDATE SET body = :body, updated_at = :now""",
        person_id=person_id,
        week=week,
        province=province,
        axis=axis,
        body=body,
        now=now,
    )


async def drop(tx: Transaction, person_id: int, key: tuple[date, str, str]) -> None:
    """Drop a draft that was submitted."""
    week, province, axis = key
    tx.write(
        """DELETE FROM drafts WHERE person_id = :person_id AND week = :week AND province = :province
           AND axis = :axis""",
        person_id=person_id,
        week=week,
        province=province,
        axis=axis,
    )
