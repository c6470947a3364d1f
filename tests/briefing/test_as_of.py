"""What is told of a past day is told by the programme of that day: targets, titles, owners, what is asked."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.briefing.period_report import write_period
from bot.briefing.periods import Period
from bot.briefing.readers import Reader
from bot.commands.digest import make_files
from bot.figures.loading import count, programme_to_tell
from bot.language.units import UNITS
from bot.language.week import week_of
from bot.programme.calendar import day_of
from bot.programme.in_memory import hold_programme
from bot.programme.loading import save_programme
from bot.programme.plan import Plan, load
from storage.programme import Axis, Target
from storage.transaction import Transaction
from tests.briefing.organisation import BEGIN, open_organisation, plan_of
from tests.briefing.sample import NOW, open_sample

LATER = NOW + timedelta(days=12)
BILLION = UNITS["bn_toman"].scale


async def stored(tx: Transaction) -> Plan:
    plan = await load(tx, 1405)
    assert plan
    return plan


def changed(plan: Plan) -> Plan:
    """Return a plan with other targets, titles and owners, an axis that is asked no more, and one thing more asked."""
    axes = tuple(_changed(axis) for axis in plan.axes)
    titled = tuple(replace(each, title=f"{each.title} (نو)") for each in plan.indicators)
    more = replace(plan.indicators[0], code="one_more", title="یکی دیگر", position=99, not_over="")
    targets = tuple(Target("elec_absorbed", place, 700 * BILLION) for place in ("", "IR-03", "IR-21"))
    return replace(plan, axes=axes, indicators=(*titled, more), targets=targets)


def _changed(axis: Axis) -> Axis:
    new = replace(axis, title=f"{axis.title} (نو)", short=f"{axis.short} نو", owner="دیگری")
    return replace(new, active=axis.code != "AX02" and axis.active)


async def test_digest_and_papers_of_a_past_day_say_the_same_after_the_programme_was_changed() -> None:
    async with open_sample() as tx:
        before = await make_files(tx, day_of(NOW), Reader(None))
        await save_programme(tx, changed(await stored(tx)), 1405, LATER, "person:1")
        tx.memory.forget()
        after = await make_files(tx, day_of(NOW), Reader(None))
        assert after["txt"].decode() == before["txt"].decode()
        assert after == before
        today = await count(tx, LATER, None)
        assert {axis.short[-3:] for axis in today.axes} == {" نو"}
        assert today.targets["elec_absorbed", "IR-21"] == 700 * BILLION


async def test_week_that_is_over_is_told_by_the_programme_of_its_last_day_whenever_it_is_asked_for() -> None:
    async with open_sample() as tx:
        month = Period(1405, 9, 1)
        before = await write_period(tx, LATER, month)
        await save_programme(tx, changed(await stored(tx)), 1405, LATER + timedelta(days=30), "person:1")
        tx.memory.forget()
        assert await write_period(tx, LATER, month) == before
        told = await programme_to_tell(tx, week_of(day_of(NOW)), LATER + timedelta(days=90))
        assert not [axis for axis in told.axes if axis.owner == "دیگری"]


async def test_target_that_is_taken_away_stands_in_the_digest_of_before() -> None:
    async with open_organisation() as organisation:
        tx = organisation.tx
        plan = replace(plan_of(1405), targets=(Target("sum_c", "IR-21", 5),))
        await save_programme(tx, plan, 1405, BEGIN)
        await save_programme(tx, plan_of(1405), 1405, BEGIN + timedelta(days=3))
        await tx.run("DELETE FROM targets")
        tx.memory.forget()
        week = week_of(day_of(BEGIN))
        assert (await programme_to_tell(tx, week, BEGIN + timedelta(days=2))).targets == {("sum_c", "IR-21"): 5}
        assert (await programme_to_tell(tx, week, BEGIN + timedelta(days=3))).targets == {}


@pytest.mark.no_cover  # a long run of what other tests cover
@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(1, 40), max_size=8).map(sorted))
async def test_every_day_has_the_programme_that_held_on_it(days: list[int]) -> None:
    async with open_organisation() as organisation:
        tx, held = organisation.tx, {-3: "ستاد"}
        for number, day in enumerate(days):
            owner = f"مالک {number}"
            axes = tuple(replace(axis, owner=owner) for axis in plan_of(1405).axes)
            await save_programme(tx, replace(plan_of(1405), axes=axes), 1405, BEGIN + timedelta(days=day))
            held[day] = owner
        tx.memory.forget()
        for day in range(-3, 45):
            moment = BEGIN + timedelta(days=day)
            right = held[max(each for each in held if each <= day)]
            plan = await programme_to_tell(tx, week_of(day_of(moment)), moment)
            assert {axis.owner for axis in plan.axes} == {right}, day
            assert plan.programme == (await hold_programme(tx, 1405)).programme
