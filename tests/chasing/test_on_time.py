"""What is on time: by the messenger's date, and kindly where the messenger was away."""

import asyncio
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.delivery import receiving
from bot.delivery.beats import Beats
from bot.delivery.dispatch import Dispatcher
from bot.delivery.receiving import Receiver
from bot.judged_clock import JudgedClock
from bot.language.week import Week, week_of
from bot.programme.due import week_at_hand
from bot.programme.in_memory import hold_calendar
from bot.programme.on_time import is_late
from bot.programme.timetable import Timetable
from sandbox.clock import Clock
from storage import outages
from storage.database import open_database
from storage.outages import Outage
from tests.chasing.world import World, tehran
from tests.delivery.by_hand import NO_RESERVE

WEEK = Week(date(2026, 11, 21))
MINUTE = timedelta(minutes=1)
DEADLINE = tehran("1405/09/04 13:00")
BACK = tehran("1405/09/04 14:00")


async def times_of(world: World) -> Timetable:
    async with world.turn() as tx:
        times = (await hold_calendar(tx)).times(WEEK, "IR-21")
    assert times is not None
    return times


async def test_last_week_of_a_year_stands_open_until_its_lock_after_nowruz(world: World) -> None:
    last = week_of(tehran("1405/12/26 12:00").date())
    async with world.turn() as tx:
        for moment, week in (("1406/01/07 09:00", last), ("1406/01/07 13:00", week_of(date(2027, 4, 3)))):
            assert week_at_hand(tehran(moment), await hold_calendar(tx), "IR-21")[0] == week


async def late(world: World, said_at: datetime, platform: str = "bale", *, by_tap: bool = True) -> bool:
    times = await times_of(world)
    async with world.turn() as tx:
        return await is_late(tx, platform, said_at, times, by_tap=by_tap)


async def test_what_is_said_by_the_deadline_is_on_time(world: World) -> None:
    assert not await late(world, DEADLINE)
    assert await late(world, DEADLINE + timedelta(seconds=1))


async def test_taps_in_the_first_minutes_after_a_blind_deadline_are_on_time(world: World) -> None:
    async with world.turn() as tx:
        await outages.add(tx, Outage("bale", DEADLINE - 30 * MINUTE, BACK))
    assert not await late(world, BACK + 9 * MINUTE)
    assert await late(world, BACK + 10 * MINUTE)
    assert await late(world, BACK + MINUTE, by_tap=False)  # a message has its own date
    assert await late(world, BACK + MINUTE, platform="telegram")


@pytest.mark.parametrize(("began", "ended"), [(-60, -1), (1, 30)])
async def test_an_outage_beside_the_deadline_changes_nothing(world: World, began: int, ended: int) -> None:
    async with world.turn() as tx:
        await outages.add(tx, Outage("bale", DEADLINE + began * MINUTE, DEADLINE + ended * MINUTE))
    assert await late(world, DEADLINE + MINUTE)


async def test_a_declared_outage_makes_no_tap_on_time(world: World) -> None:
    admin = await world.person(DEADLINE, "admin")
    async with world.turn() as tx:
        await outages.add(tx, Outage("bale", DEADLINE - MINUTE, DEADLINE + MINUTE, admin, "x"))
    assert await late(world, DEADLINE + 2 * MINUTE)


@pytest.mark.parametrize(
    ("polls", "noticed"),
    [
        # minutes of the clock and of the host since the start, at every good poll
        ([(0, 0), (1, 1), (2, 2)], []),
        ([(0, 0), (1, 1), (31, 31)], [(1, 31)]),
        ([(0, 0), (1.5, 1.5)], []),
        ([(0, 0), (3000, 1)], []),  # only the clock was moved
    ],
)
async def test_a_silence_of_the_intake_is_an_outage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, polls: list[tuple[float, float]], noticed: list[tuple[int, int]]
) -> None:
    clock = Clock.standing(DEADLINE)
    async with open_database(tmp_path / "m.db", b"s" * 32) as database:
        receiver = Receiver(database, Dispatcher(database, clock, {}, Beats()), JudgedClock(clock), NO_RESERVE)
        for minutes, real in polls:
            clock.move_to(DEADLINE + minutes * MINUTE)
            monkeypatch.setattr(receiving, "monotonic", lambda real=real: 60 * real)
            await receiver.note_return("bale", 0)
        found = await database.read(outages.list_between, DEADLINE - 3000 * MINUTE, DEADLINE + 3000 * MINUTE)
    spans = [(outage.began_at - DEADLINE, outage.ended_at - DEADLINE) for outage in found]
    assert spans == [(began * MINUTE, ended * MINUTE) for began, ended in noticed]


async def test_an_outage_spans_the_time_in_which_no_process_ran(tmp_path: Path) -> None:
    clock, found = Clock.standing(DEADLINE - 30 * MINUTE), []
    for _ in range(2):
        async with open_database(tmp_path / "m.db", b"s" * 32) as database:
            await Receiver(
                database, Dispatcher(database, clock, {}, Beats()), JudgedClock(clock), NO_RESERVE
            ).note_return("bale", 0)
            found = await database.read(outages.list_over, DEADLINE)
        await asyncio.sleep(0)
        clock.move_to(BACK)
    assert [(outage.platform, outage.began_at, outage.ended_at) for outage in found] == [
        ("bale", DEADLINE - 30 * MINUTE, BACK)
    ]
