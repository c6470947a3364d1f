"""The demo's obstacles are plausible, marked, and the same for the same seed."""

from datetime import datetime

import aiosqlite
import pytest

from bot.obstacles.sample import fill_obstacles
from bot.people.roster import apply_roster, compare_roster
from bot.people.sample import sample_roster
from bot.programme.calendar import day_of
from bot.programme.in_memory import hold_calendar
from bot.programme.loading import ensure_programme
from handlers.obstacles.hq import list_groups
from storage import audit, decisions, obstacle_events, obstacles
from storage.memory import Memory
from storage.transaction import Transaction
from tests.fresh import open_memory
from tests.obstacles.organisation import days
from tests.obstacles.test_random import check

ROWS = "SELECT * FROM obstacles JOIN obstacle_events ON obstacle_id = obstacles.id ORDER BY obstacle_events.id"


async def fill(connection: aiosqlite.Connection, now: datetime, seed: int) -> Transaction:
    tx = Transaction(connection, Memory(), b"s" * 32)
    for year in (1404, 1405):
        await ensure_programme(tx, year, now - days(60))
    await apply_roster(tx, await compare_roster(tx, sample_roster()), now - days(60))
    await fill_obstacles(tx, now, seed)
    return tx


@pytest.mark.parametrize("today", ["2026-11-24", "2026-04-14"])
async def test_the_sample_is_marked_lies_in_the_past_and_skips_no_state(today: str) -> None:
    now = datetime.fromisoformat(f"{today}T09:05:00+03:30")
    async with open_memory() as connection:
        tx = await fill(connection, now, 1405)
        assert await audit.find_break(tx, b"s" * 32) is None
        rows = await obstacles.list_open(tx)
        assert 15 < len(rows) < 60
        assert {row.level for row in rows} == {"province", "taskforce", "headquarters"}
        assert any(row.answered_at for row in rows)
        assert await decisions.list_open(tx)
        assert any(row.asked_at and not row.answered_at for row in rows)
        assert any(len(each.lines) > 1 for each in await list_groups(tx, rows, 0, now))
        assert await tx.count("SELECT count(*) FROM obstacles WHERE ended_at IS NOT NULL")
        calendar = (await hold_calendar(tx)).calendar
        for row in rows:
            assert row.request.startswith("نمونه")
            await check(tx, row)
            events = await obstacle_events.list_of(tx, row.id)
            assert [event.at for event in events] == sorted(event.at for event in events)
            for event in events:
                assert event.at <= now
                assert "نمونه" in event.words or event.state == "decided" or not event.words
                assert calendar.is_working(day_of(event.at), row.province)


async def test_the_same_seed_gives_the_same_obstacles_and_another_others() -> None:
    now = datetime.fromisoformat("2026-11-24T09:05:00+03:30")
    found = []
    for seed in (1, 1, 2):
        async with open_memory() as connection:
            await fill(connection, now, seed)
            found.append(await connection.execute_fetchall(ROWS))
    assert found[0] == found[1] != found[2]
