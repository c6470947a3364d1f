"""The demo's organisation on the Wednesday of 4 Azar 1405, all 35 axes with targets: made once a run."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from bot.obstacles.sample import fill_obstacles
from bot.people.roster import apply_roster, compare_roster
from bot.people.sample import demo_roster
from bot.programme.in_memory import hold_calendar
from bot.programme.loading import ensure_programme
from bot.reporting.sample import fill_past, list_weeks
from bot.reporting.sample_plan import fill_slots, fill_targets
from storage.memory import Memory
from storage.transaction import Transaction
from tests.briefing.sample import SECRET
from tests.fresh import content_of, made_once, open_content, open_memory

SATURDAY = datetime.fromisoformat("2026-11-28T08:00:00+03:30")
"""The morning after the deadline: everything has come that will come, and what has not is late."""


@made_once
async def filled() -> bytes:
    """Return the database as bytes."""
    async with open_memory() as connection:
        tx = Transaction(connection, Memory(), SECRET)
        begin = list_weeks(SATURDAY, await hold_calendar(tx))[0][1].opens
        await ensure_programme(tx, 1405, begin)
        await fill_slots(tx, 1405)
        await fill_targets(tx, 1405)
        await apply_roster(tx, await compare_roster(tx, demo_roster()), begin)
        await fill_past(tx, SATURDAY)
        await fill_obstacles(tx, SATURDAY)
        await tx.flush()
        return content_of(connection)


@asynccontextmanager
async def open_demo() -> AsyncIterator[Transaction]:
    """Open a copy of the demo's database, in memory."""
    async with open_content(filled()) as connection:
        yield Transaction(connection, Memory(), SECRET)
