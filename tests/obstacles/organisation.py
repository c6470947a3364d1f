"""A small organisation in a database of its own, and people who act in the conversations of obstacles."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.obstacles.draft import ObstacleDraft
from bot.obstacles.facts import Record
from bot.obstacles.saving import record
from storage import obstacles
from storage.memory import Memory
from storage.obstacles import Obstacle
from storage.people import Duty
from storage.transaction import Transaction
from tests.organisation import Talk, open_members

MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
"""Monday 2 Azar 1405, 09:30 in Tehran."""
WEEK = "2026-11-21"
YAZD, QOM, FARS = "IR-21", "IR-25", "IR-07"
PEOPLE = {
    "yazd": Duty("ceo", YAZD, "", ""),
    "qom": Duty("ceo", QOM, "", ""),
    "fars": Duty("ceo", FARS, "", ""),
    "liaison": Duty("liaison", YAZD, "", "AX02"),
    "deputy": Duty("hq_deputy", "", "", "AX01;AX02"),
    "manager": Duty("hq_manager", "", "", "AX04"),
    "head": Duty("head", "", "", ""),
}


class Actor(Talk):
    """One of these people, on Bale."""

    def __init__(self, tx: Transaction, name: str, now: datetime = MONDAY, flow: str = "", state: Any = None) -> None:
        super().__init__(tx, list(PEOPLE).index(name) + 1, now, flow=flow, state=state)


@asynccontextmanager
async def open_organisation() -> AsyncIterator[Transaction]:
    """Open a database in memory with the programme of 1405 and the people above, each with an account."""
    async with open_members(PEOPLE, MONDAY) as connection:
        yield Transaction(connection, Memory(), b"s" * 32)


async def make(tx: Transaction, name: str = "yazd", now: datetime = MONDAY, **changes: Any) -> Obstacle:
    """Record an obstacle of a CEO's province: on AX01, of توانیر, asking headquarters."""
    draft = ObstacleDraft("توانیر", "صدور مجوز پست", "headquarters", "")
    axis = changes.pop("axis", "AX01")
    fact = Record(PEOPLE[name].province, axis, WEEK, 1405, replace(draft, **changes))
    number = await record(tx, list(PEOPLE).index(name) + 1, fact, now)
    return await reload(tx, number)


async def reload(tx: Transaction, number: int) -> Obstacle:
    found = await obstacles.get(tx, number)
    assert found
    return found


async def sent(tx: Transaction, name: str) -> list[str]:
    """Return the texts that went to a person without being asked for, in order."""
    number = list(PEOPLE).index(name) + 1
    rows = await tx.column(
        """SELECT text FROM outbox
           WHERE person_id = :number AND kind <> 'reply' AND operation <> 'delete' ORDER BY id""",
        number=number,
    )
    return [str(text) for text in rows]


def days(number: float) -> timedelta:
    return timedelta(days=number)


def day(text: str) -> date:
    return date.fromisoformat(text)
