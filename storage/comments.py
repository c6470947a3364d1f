"""What a province and headquarters say to each other about an axis of a week; nothing is ever deleted."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.transaction import Reading, Transaction

AxisKey = tuple[date, str, str]
"""A week's Saturday, a province and an axis."""


@dataclass(frozen=True)
class Comment:
    """One thing that was said, by whom and from which side."""

    id: int
    person: str
    person_id: int
    side: str
    words: str
    at: datetime


async def add(tx: Transaction, key: AxisKey, person_id: int, said: tuple[str, str], now: datetime) -> int:
    """Keep what a person says, as (side, words), and return its id."""
    week, province, axis = key
    side, words = said
    return await tx.insert(
        """INSERT INTO comments (week, province, axis, person_id, side, words, at)
           VALUES (:week, :province, :axis, :person_id, :side, :words, :now)""",
        week=week,
        province=province,
        axis=axis,
        person_id=person_id,
        side=side,
        words=words,
        now=now,
    )


@dataclass(frozen=True)
class _Place:
    week: date
    province: str
    axis: str


async def get(tx: Reading, comment_id: int) -> tuple[AxisKey, Comment] | None:
    """Return a comment, and the axis of a week that it is about."""
    place = await tx.one(
        _Place, "SELECT week, province, axis FROM comments WHERE id = :comment_id", comment_id=comment_id
    )
    comment = await tx.one(
        Comment,
        """SELECT comments.id, full_name, person_id, side, words, at FROM comments
           JOIN people ON people.id = person_id WHERE comments.id = :comment_id""",
        comment_id=comment_id,
    )
    return ((place.week, place.province, place.axis), comment) if place and comment else None


async def list_of(tx: Reading, key: AxisKey) -> list[Comment]:
    """Return what was said about an axis of a week, in order."""
    week, province, axis = key
    return await tx.all(
        Comment,
        """SELECT comments.id, full_name, person_id, side, words, at FROM comments
           JOIN people ON people.id = person_id
           WHERE week = :week AND province = :province AND axis = :axis ORDER BY comments.id""",
        week=week,
        province=province,
        axis=axis,
    )


async def count(tx: Reading, key: AxisKey) -> int:
    """Count what was said about an axis of a week."""
    week, province, axis = key
    return await tx.count(
        "SELECT count(*) FROM comments WHERE week = :week AND province = :province AND axis = :axis",
        week=week,
        province=province,
        axis=axis,
    )


async def count_between(tx: Reading, comment_id: int, since: datetime, until: datetime) -> int:
    """Count what the side of a comment said in the same talk after an instant, up to another."""
    return await tx.count(
        """SELECT count(*) FROM comments AS one JOIN comments AS said USING (week, province, axis, side)
           WHERE one.id = :comment_id AND said.at > :since AND said.at <= :until""",
        comment_id=comment_id,
        since=since,
        until=until,
    )
