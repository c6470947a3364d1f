"""A programme in which all 35 axes are asked every week: the 13 named ones, and the slots filled for tests alone."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.language.units import UNITS
from bot.language.week import Week
from bot.programme.axes_file import package_plan
from bot.programme.due import axes_due, indicators_due
from bot.programme.in_memory import HeldProgramme, hold_programme
from bot.programme.loading import ensure_programme, save_programme
from bot.programme.plan import Plan
from storage import people, reports
from storage.programme import Axis, Indicator
from storage.reports import Answer, Submission
from storage.transaction import Transaction

YAZD = "IR-21"
KINDS = (("cumulative", "item", 5000), ("snapshot", "unit", 5000), ("percent", "pct", 1000))
MIDDLE = {"cumulative": 20, "snapshot": 30, "percent": 40}


def whole_plan() -> Plan:
    """Return the package's plan with every slot filled, and everything asked weekly."""
    named = package_plan()
    axes = tuple(replace(_filled(axis), frequency="weekly") for axis in named.axes)
    slots = [axis.code for axis in axes if axis.code not in {each.axis for each in named.indicators}]
    own = [replace(each, frequency="weekly") for each in named.indicators]
    return replace(named, axes=axes, indicators=(*own, *(each for code in slots for each in _indicators(code))))


def _filled(axis: Axis) -> Axis:
    if axis.active:
        return axis
    title = f"محور {axis.position} (آزمایشی)"
    return replace(axis, title=title, short=title, active=True)


def _indicators(axis: str) -> list[Indicator]:
    return [
        Indicator(
            code=f"{axis.lower()}_{kind}",
            axis=axis,
            position=place,
            title=f"شاخص {kind}",
            kind=kind,
            unit=unit,
            minimum=0,
            maximum=most,
            not_over="",
            options="[]",
            aggregate="sum",
            target="none",
            frequency="weekly",
            reporter="province",
            evidence="none",
            max_chars=300,
        )
        for place, (kind, unit, most) in enumerate(KINDS, start=1)
    ]


async def fill_slots(tx: Transaction, year: int, now: datetime) -> HeldProgramme:
    """Make the year's programme that of the whole plan."""
    await ensure_programme(tx, year, now)
    await save_programme(tx, whole_plan(), year, now)
    tx.memory.forget()
    return await hold_programme(tx, year)


async def report_week(
    tx: Transaction,
    plan: HeldProgramme,
    week: Week,
    province: str,
    at: datetime,
    *,
    same: bool,
    but: Collection[int] = (),
) -> None:
    """Hand in every axis of a province's week: plausible values, or all unchanged but for axes at some places."""
    person = (await people.list_holders(tx, "ceo", province))[0].id
    for place, axis in enumerate(axes_due(plan.axes, week)):
        stays = same and place not in but
        answers = tuple(_answer(each, same=stays) for each in indicators_due(plan.indicators, axis, week))
        submission = Submission(
            plan.programme.id, week.saturday, province, axis.code, "", "", late=False, answers=answers
        )
        await reports.submit(tx, person, submission, at)


def _answer(indicator: Indicator, *, same: bool) -> Answer:
    if same:
        return Answer(indicator.code, None, "", unchanged=True)
    if indicator.kind == "text":
        return Answer(indicator.code, None, "نمایشگاه یزد", unchanged=False)
    if indicator.kind == "stage":
        return Answer(indicator.code, None, "در حال تدوین", unchanged=False)
    if indicator.kind == "stage_counts":
        return Answer(indicator.code, None, '{"برآورد": 1}', unchanged=False)
    return Answer(indicator.code, MIDDLE[indicator.kind] * UNITS[indicator.unit].scale, "", unchanged=False)
