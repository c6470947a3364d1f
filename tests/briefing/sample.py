"""The sample organisation on a Wednesday of Azar 1405, its CEO of Yazd still silent: made once a run."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime

from bot.figures.loading import count
from bot.language.week import week_of
from bot.obstacles.sample import fill_obstacles
from bot.people.roster import apply_roster, compare_roster
from bot.people.sample import sample_roster
from bot.programme.kinds import rules_of
from bot.programme.provinces import by_code
from bot.reporting.sample import fill_past
from storage import programme
from storage.memory import Memory
from storage.transaction import Transaction
from tests.fresh import content_of, made_once, open_content, open_memory

WEEK = week_of(date(2026, 11, 25))
NOW = datetime.fromisoformat("2026-11-25T08:00:00+03:30")
YAZD = "IR-21"
SECRET = b"s" * 32


@made_once
async def filled() -> bytes:
    """Return the database as bytes."""
    async with open_memory() as connection:
        tx = Transaction(connection, Memory(), SECRET)
        await apply_roster(tx, await compare_roster(tx, sample_roster()), NOW)
        await fill_past(tx, NOW, frozenset({YAZD}))
        await fill_obstacles(tx, NOW)
        await tx.flush()
        return content_of(connection)


async def aim(tx: Transaction) -> Transaction:
    """Set targets that set a pace for most provinces, each a little or far above where it stands."""
    figures = await count(tx, NOW, None)
    rising = [each.code for each in figures.indicators if rules_of(each).rises]
    for (province, code), held in figures.values.items():
        if held.value and code in rising and (place := by_code(province).position) % 9:
            target = held.value * (110 + (37 * place + 23 * rising.index(code)) % 120) // 100
            await programme.save_target(tx, figures.programme.id, code, province, target)
    tx.memory.forget()
    return tx


@asynccontextmanager
async def open_sample() -> AsyncIterator[Transaction]:
    """Open a copy of the sample organisation's database, in memory."""
    async with open_content(filled()) as connection:
        yield Transaction(connection, Memory(), SECRET)
