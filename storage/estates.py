"""Estates: what a province asks of them, what they answered, and what the province made of it."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.transaction import Reading, Transaction

AxisKey = tuple[date, str, str]
"""Week, province and axis."""


@dataclass(frozen=True)
class AskedEstates:
    """An indicator of an axis that a province's estates are asked; '' is every one of the axis."""

    axis: str
    indicator: str


@dataclass(frozen=True)
class Manager:
    """An active person who looks after estates (list with «;»)."""

    id: int
    full_name: str
    estates: str


@dataclass(frozen=True)
class EstateAnswer:
    """What an estate answered on an indicator, in stored units."""

    estate: str
    indicator: str
    value: int


@dataclass(frozen=True)
class EstateObstacle:
    """What stands in an estate's way on an axis, in one sentence."""

    estate: str
    axis: str
    words: str


@dataclass(frozen=True)
class Decision:
    """The province kept its own figure beside the estates' sum, and why."""

    indicator: str
    total: int
    own: int
    reason: str


async def list_questions(tx: Reading, province: str) -> list[AskedEstates]:
    """Return what a province's estates are asked."""
    return await tx.all(
        AskedEstates,
        """SELECT axis, indicator FROM estate_questions
           WHERE province = :province AND closed_at IS NULL ORDER BY id""",
        province=province,
    )


async def list_asking(tx: Reading) -> list[str]:
    """Return the provinces that ask their estates anything."""
    return [
        str(code)
        for code in await tx.column(
            "SELECT DISTINCT province FROM estate_questions WHERE closed_at IS NULL ORDER BY province"
        )
    ]


async def open_question(tx: Transaction, province: str, question: AskedEstates, person_id: int, now: datetime) -> None:
    """Ask a province's estates about an axis or an indicator; what is asked already stays so."""
    tx.write(
        """INSERT INTO estate_questions (province, axis, indicator, opened_by, opened_at)
           VALUES (:province, :axis, :indicator, :person_id, :now) ON CONFLICT DO NOTHING""",
        province=province,
        axis=question.axis,
        indicator=question.indicator,
        person_id=person_id,
        now=now,
    )


async def close_questions(tx: Transaction, province: str, axis: str, now: datetime) -> None:
    """Ask a province's estates about an axis no more."""
    tx.write(
        """UPDATE estate_questions SET closed_at = :now
           WHERE province = :province AND axis = :axis AND closed_at IS NULL""",
        province=province,
        axis=axis,
        now=now,
    )


async def list_managers(tx: Reading, province: str) -> list[Manager]:
    """Return who looks after a province's estates."""
    return await tx.all(
        Manager,
        """SELECT people.id, full_name, estate FROM duties JOIN people ON people.id = person_id
           WHERE role = 'estate_manager' AND province = :province AND estate <> '' AND state = 'active'
           ORDER BY people.id""",
        province=province,
    )


async def list_answers(tx: Reading, week: date, province: str) -> list[EstateAnswer]:
    """Return what a province's estates answered in a week."""
    return await tx.all(
        EstateAnswer,
        """SELECT estate, indicator, value FROM estate_answers
           WHERE week = :week AND province = :province ORDER BY estate, indicator""",
        week=week,
        province=province,
    )


async def list_past(tx: Reading, since: date, before: date, province: str) -> list[EstateAnswer]:
    """Return the latest answers of a province's estates from one Saturday up to another, that one not included."""
    return await tx.all(
        EstateAnswer,
        """SELECT estate, indicator, value FROM (
               SELECT estate, indicator, value, week = max(week) OVER (PARTITION BY estate, indicator) AS newest
               FROM estate_answers WHERE province = :province AND week >= :since AND week < :before)
           WHERE newest ORDER BY estate, indicator""",
        province=province,
        since=since,
        before=before,
    )


async def save_answer(
    tx: Transaction, key: tuple[date, str], answer: EstateAnswer, person_id: int, now: datetime
) -> None:
    """Keep an estate's answer; ``key`` is week and province."""
    tx.write(
        """INSERT INTO estate_answers (week, province, estate, indicator, value, person_id, at)
           VALUES (:week, :province, :estate, :indicator, :value, :person_id, :now)
           ON CONFLICT (week, province, estate, indicator)
           DO UPDATE SET value = :value, person_id = :person_id, at = :now""",
        week=key[0],
        province=key[1],
        estate=answer.estate,
        indicator=answer.indicator,
        value=answer.value,
        person_id=person_id,
        now=now,
    )


async def list_obstacles(tx: Reading, week: date, province: str) -> list[EstateObstacle]:
    """Return what stands in the way of a province's estates in a week."""
    return await tx.all(
        EstateObstacle,
        """SELECT estate, axis, words FROM estate_obstacles
           WHERE week = :week AND province = :province ORDER BY estate, axis""",
        week=week,
        province=province,
    )


async def save_obstacle(
    tx: Transaction, key: tuple[date, str], obstacle: EstateObstacle, person_id: int, now: datetime
) -> None:
    """Keep what stands in an estate's way; ``key`` is week and province."""
    tx.write(
        """INSERT INTO estate_obstacles (week, province, estate, axis, words, person_id, at)
           VALUES (:week, :province, :estate, :axis, :words, :person_id, :now)
           ON CONFLICT (week, province, estate, axis)
           DO UPDATE SET words = :words, person_id = :person_id, at = :now""",
        week=key[0],
        province=key[1],
        estate=obstacle.estate,
        axis=obstacle.axis,
        words=obstacle.words,
        person_id=person_id,
        now=now,
    )


async def list_decisions(tx: Reading, week: date, province: str) -> list[Decision]:
    """Return where a province kept its own figure in a week."""
    return await tx.all(
        Decision,
        """SELECT indicator, total, own, reason FROM estate_decisions
           WHERE week = :week AND province = :province""",
        week=week,
        province=province,
    )


async def save_decision(
    tx: Transaction, key: tuple[date, str], decision: Decision, person_id: int, now: datetime
) -> None:
    """Keep why a province keeps its own figure; ``key`` is week and province."""
    tx.write(
        """INSERT INTO estate_decisions (week, province, indicator, total, own, reason, person_id, at)
           VALUES (:week, :province, :indicator, :total, :own, :reason, :person_id, :now)
           ON CONFLICT (week, province, indicator)
           DO UPDATE SET total = :total, own = :own, reason = :reason, person_id = :person_id, at = :now""",
        week=key[0],
        province=key[1],
        indicator=decision.indicator,
        total=decision.total,
        own=decision.own,
        reason=decision.reason,
        person_id=person_id,
        now=now,
    )


async def count_evidence(tx: Reading, key: AxisKey) -> int:
    """Count what the people of a province's estates sent for an axis in a week."""
    week, province, axis = key
    return await tx.count(
        """SELECT count(*) FROM evidence
           WHERE week = :week AND province = :province AND axis = :axis AND state IN ('pending', 'kept')
             AND person_id IN (SELECT person_id FROM duties
                               WHERE role = 'estate_manager' AND duties.province = :province)""",
        week=week,
        province=province,
        axis=axis,
    )
