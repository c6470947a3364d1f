"""Decisions of headquarters on obstacles: what was decided, who sees to it, and until which day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class NewDecision:
    """A decision that is being made: its words, the person who sees to it, the day until which."""

    words: str
    executor: int
    due: date


@dataclass(frozen=True)
class HqDecision:
    """A decision on one of its obstacles, of that one's province and axis; ``name`` is the executor's.

    It is executed once all of its obstacles have ended.
    """

    obstacle: int
    province: str
    axis: str
    id: int
    words: str
    executor: int
    name: str
    due: date


async def add(tx: Transaction, person_id: int, new: NewDecision, obstacle_ids: Iterable[int], now: datetime) -> int:
    """Keep a decision on some obstacles and return its id."""
    number = await tx.insert(
        """INSERT INTO decisions (words, executor, due, decided_by, decided_at)
           VALUES (:words, :executor, :due, :person_id, :now)""",
        **new.__dict__,
        person_id=person_id,
        now=now,
    )
    for obstacle in obstacle_ids:
        tx.write("INSERT INTO decided_obstacles VALUES (:obstacle, :number)", obstacle=obstacle, number=number)
    return number


async def list_open(tx: Reading) -> list[HqDecision]:
    """Return the decisions that are not executed, on each obstacle that is open, the first due first."""
    return await tx.all(
        HqDecision,
        """SELECT obstacle_id, province, axis, decisions.id, words, executor, full_name, due
           FROM obstacles JOIN decided_obstacles ON obstacle_id = obstacles.id
             JOIN decisions ON decisions.id = decision_id JOIN people ON people.id = executor
           WHERE ended_at IS NULL ORDER BY due, decisions.id, obstacle_id""",
    )


async def save_due(tx: Transaction, number: int, due: date) -> None:
    """Move a decision's day."""
    tx.write("UPDATE decisions SET due = :due WHERE id = :number", due=due, number=number)
