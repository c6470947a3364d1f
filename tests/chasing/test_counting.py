"""Fair counting: every outcome, and what is summed."""

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from bot.counting.counting import list_cells
from bot.counting.rules import Allowance, Tally, judge, tally, tally_by
from bot.language.week import Week
from bot.programme.in_memory import hold_calendar
from bot.programme.provinces import PROVINCES
from storage import calendar, exceptions, outages
from storage.calendar import StoredClosure
from storage.exceptions import Granted
from storage.outages import Outage
from tests.chasing.world import World, tehran

WEEK = Week(date(2026, 11, 21))
YAZD, QOM = "IR-21", "IR-25"
OPENS, DEADLINE, LOCK = tehran("1405/09/02 09:00"), tehran("1405/09/04 13:00"), tehran("1405/09/07 13:00")
HOUR = timedelta(hours=1)
NONE = Allowance()
EXCUSED = Allowance(excused_until=DEADLINE + 5 * HOUR)
EXCEPTED = Allowance(exception=(LOCK, LOCK + 48 * HOUR))


@pytest.mark.parametrize(
    ("now", "arrived", "allowance", "outcome"),
    [
        (DEADLINE, None, NONE, None),
        (DEADLINE + HOUR, None, NONE, "missing"),
        (LOCK + HOUR, None, EXCEPTED, None),
        (LOCK + 48 * HOUR, None, EXCEPTED, "missing"),
        (LOCK, (DEADLINE, False), NONE, "on_time"),
        (LOCK, (DEADLINE + HOUR, False), NONE, "on_time"),  # said before, stored after
        (LOCK, (DEADLINE, True), NONE, "on_time"),  # judged late before a closure was declared
        (LOCK, (DEADLINE + HOUR, True), NONE, "late"),
        (LOCK, (DEADLINE + 5 * HOUR, True), EXCUSED, "outage"),
        (LOCK, (DEADLINE + 6 * HOUR, True), EXCUSED, "late"),
        (LOCK, (LOCK - HOUR, True), EXCEPTED, "late"),
        (LOCK, (LOCK, True), EXCEPTED, "exception"),
        (LOCK, (LOCK + 49 * HOUR, True), EXCEPTED, "late"),
    ],
)
async def test_every_outcome(
    world: World, now: datetime, arrived: tuple[datetime, bool] | None, allowance: Allowance, outcome: str | None
) -> None:
    async with world.turn() as tx:
        times = (await hold_calendar(tx)).times(WEEK, YAZD)
    assert times
    found = judge(now, times, arrived, allowance)
    assert (found and found[0]) == outcome
    if found and arrived:
        assert found[1] == (arrived[0] - DEADLINE if outcome == "late" else timedelta(0))


def test_what_is_summed() -> None:
    found = Tally(on_time=6, late=2, outage=1, exception=1, missing=2, delay=10 * HOUR)
    assert (found.received, found.expected) == (10, 12)
    assert found.completeness == Fraction(10, 12)
    assert Tally().completeness is None


async def test_a_week_is_counted_by_province_and_axis(world: World) -> None:
    ceo = await world.person(OPENS, "ceo", YAZD)
    await world.submit_all(OPENS, ceo, YAZD, WEEK, but=3)
    await world.submit(DEADLINE + 2 * HOUR, ceo, YAZD, WEEK, (await world.due(WEEK))[-1], late=True)
    async with world.turn() as tx:
        assert await list_cells(tx, OPENS, []) == []
        cells = await list_cells(tx, LOCK, [WEEK])
    assert len(cells) == 9 * len(PROVINCES)
    assert tally_by(cells, lambda cell: cell.province)[YAZD] == Tally(6, 1, 0, 0, 2, 2 * HOUR)
    assert tally_by(cells, lambda cell: cell.axis)["AX01"] == Tally(on_time=1, missing=30)


async def test_a_closure_declared_afterwards_makes_what_came_meanwhile_on_time(world: World) -> None:
    ceo = await world.person(OPENS, "ceo", YAZD)
    await world.submit(DEADLINE + HOUR, ceo, YAZD, WEEK, "AX01", late=True)
    async with world.turn() as tx:
        before = [cell.outcome for cell in await list_cells(tx, LOCK, [WEEK]) if cell.province == YAZD]
        await calendar.save_closure(tx, StoredClosure(date(2026, 11, 25), YAZD, "x", DEADLINE + 2 * HOUR))
        after = [cell.outcome for cell in await list_cells(tx, LOCK, [WEEK]) if cell.province == YAZD]
    assert (before[0], after[0]) == ("late", "on_time")


async def test_an_outage_excuses_who_writes_on_that_messenger_for_three_working_hours(world: World) -> None:
    ceo, other = await world.person(OPENS, "ceo", YAZD), await world.person(OPENS, "ceo", QOM)
    world.connection.execute("UPDATE accounts SET platform = 'bale' WHERE person_id = ?", (other,))
    for person, province in ((ceo, YAZD), (other, QOM)):
        await world.submit(DEADLINE + 4 * HOUR, person, province, WEEK, "AX01", late=True)
        await world.submit(LOCK - HOUR, person, province, WEEK, "AX02", late=True)
    async with world.turn() as tx:
        await outages.add(tx, Outage("bale", DEADLINE - HOUR, DEADLINE + 3 * HOUR))  # ends at 16:00: Saturday 11:00
        outcomes = {(cell.province, cell.axis): cell.outcome for cell in await list_cells(tx, LOCK, [WEEK])}
    assert outcomes[QOM, "AX01"] == "outage"
    assert {outcomes[key] for key in ((QOM, "AX02"), (YAZD, "AX01"), (YAZD, "AX02"))} == {"late"}


async def test_an_exception_is_counted_apart(world: World) -> None:
    ceo, admin = await world.person(OPENS, "ceo", YAZD), await world.person(OPENS, "admin")
    await world.due(WEEK)
    async with world.turn() as tx:
        for axis in ("AX01", "AX02"):
            await exceptions.grant(tx, admin, Granted(YAZD, WEEK.saturday, axis, "x", LOCK + HOUR, LOCK + 30 * HOUR))
    await world.submit(LOCK + 2 * HOUR, ceo, YAZD, WEEK, "AX01", late=True)
    async with world.turn() as tx:
        running = tally(cell for cell in await list_cells(tx, LOCK + 3 * HOUR, [WEEK]) if cell.province == YAZD)
        over = tally(cell for cell in await list_cells(tx, LOCK + 30 * HOUR, [WEEK]) if cell.province == YAZD)
    assert (running.exception, running.missing) == (1, 7)
    assert (over.exception, over.missing, over.on_time + over.late) == (1, 8, 0)
