"""What a card knows of the times before: how long an axis has stood still, and last values that still mean the same."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from bot.language.week import Week, week_of
from bot.programme.loading import ensure_programme
from bot.reporting.cards import AxisCard
from bot.reporting.loading import load_cards
from bot.reporting.rules import stand_long
from storage import reports
from storage.reports import Answer, Submission
from tests.chasing.world import World, open_world, tehran

YAZD = "IR-21"
MONTHLY = "AX08"
MOVES = Answer("chain_units", 12, "", unchanged=False)
STAYS = Answer("chain_units", None, "", unchanged=True)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world() as opened:
        yield opened


def week_at(moment: datetime) -> Week:
    return week_of(moment.date())


async def hand_in(world: World, moment: datetime, axis: str, *answers: Answer) -> int:
    """Hand an axis of Yazd in, in the week of a moment; return the programme that it belongs to."""
    week = week_at(moment)
    async with world.turn() as tx:
        programme = await ensure_programme(tx, week.year, moment)
        person = int(await tx.value("SELECT id FROM people") or 0)
        new = Submission(programme, week.saturday, YAZD, axis, "", "", late=False, answers=answers)
        await reports.submit(tx, person, new, moment)
    return programme


async def card(world: World, moment: datetime, axis: str) -> AxisCard:
    """Return the card of an axis as Yazd's CEO sees it."""
    week = week_at(moment)
    async with world.turn() as tx:
        await ensure_programme(tx, week.year, moment)
        cards = await load_cards(tx, 1, YAZD, week)
    return next(each for each in cards if each.code == axis)


async def test_monthly_axis_stands_still_for_long_in_its_third_month_without_a_change(world: World) -> None:
    await world.person(tehran("1405/07/27 10:00"), "ceo", YAZD)
    for month in ("07/27", "08/25"):
        await hand_in(world, tehran(f"1405/{month} 10:00"), MONTHLY, STAYS)
        assert stand_long((await card(world, tehran(f"1405/{month} 10:00"), MONTHLY),)) == ()
    found = await card(world, tehran("1405/09/23 10:00"), MONTHLY)
    assert found.standing_weeks == 2
    assert stand_long((found,)) == (found,)


async def test_one_change_in_two_months_is_no_standstill(world: World) -> None:
    await world.person(tehran("1405/07/27 10:00"), "ceo", YAZD)
    await hand_in(world, tehran("1405/07/27 10:00"), MONTHLY, MOVES)
    await hand_in(world, tehran("1405/08/25 10:00"), MONTHLY, STAYS)
    assert (await card(world, tehran("1405/09/23 10:00"), MONTHLY)).standing_weeks == 0


@pytest.mark.parametrize(("unit", "kept"), [("item", 40), ("ha", None)])
async def test_last_years_snapshot_is_shown_only_while_its_unit_is_the_same(
    world: World, unit: str, kept: int | None
) -> None:
    last, now = tehran("1404/12/18 10:00"), tehran("1405/01/24 10:00")
    await world.person(last, "ceo", YAZD)
    before = await hand_in(world, last, "AX02", Answer("water_pending", 40, "", unchanged=False))
    async with world.turn() as tx:
        await ensure_programme(tx, 1405, last)
        await tx.run(
            "UPDATE indicators SET unit = :unit WHERE programme_id = :before AND code = 'water_pending'",
            unit=unit,
            before=before,
        )
    world.memory.forget()
    found = (await card(world, now, "AX02")).get("water_pending")
    assert found is not None
    assert found.last == kept
