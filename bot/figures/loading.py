"""Counts a week at an instant, from the database: the one road of every digest, table, picture and document."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.counting.counting import list_cells
from bot.figures.counting import count_national
from bot.figures.records import AxisCell, Figures, National
from bot.language.week import Week
from bot.programme.due import axes_due, week_at_hand
from bot.programme.in_memory import HeldProgramme, hold_calendar, hold_programme
from bot.programme.kinds import rules_of_kind
from bot.programme.pace import counted_day, pace_of
from bot.programme.provinces import HEADQUARTERS_UNIT, PROVINCES
from bot.programme.standing import Standings, Value, stand_at
from bot.programme.timetable import Timetable
from bot.programme.working_year import ExpectedParts, expected_parts
from storage import figures, standings
from storage.programme import Indicator
from storage.transaction import Reading

UNITS = (HEADQUARTERS_UNIT, *(province.code for province in PROVINCES))
"""Who reports: headquarters as a unit, and the provinces."""


async def week_to_show(tx: Reading, moment: datetime) -> tuple[Week, Timetable]:
    """Return the last week that has opened at headquarters: on a Sunday that is still the week before."""
    held = await hold_calendar(tx)
    week, times = week_at_hand(moment, held, "")
    while moment < times.opens:
        week = week.previous
        times = held.times(week, "") or times
    return week, times


async def count(tx: Reading, moment: datetime, axes: frozenset[str] | None, week: Week | None = None) -> Figures:
    """Count a week (the last that has opened) as it stands at an instant, of some axes (None: of all)."""
    week = week or (await week_to_show(tx, moment))[0]
    plan = await hold_programme(tx, week.year)
    seen = tuple(axis for axis in plan.axes if axis.active and (axes is None or axis.code in axes))
    codes = {axis.code for axis in seen}
    indicators = tuple(each for each in plan.indicators if each.axis in codes)
    stand, parts = await _standings(tx, plan, indicators, week, moment), await parts_by(tx, plan, week, moment)
    known = {each.code for each in indicators}
    return Figures(
        week=week,
        moment=moment,
        programme=plan.programme,
        axes=seen,
        due=tuple(axes_due(list(seen), week)),
        indicators=indicators,
        cells=await _cells(tx, week, moment, codes),
        values=stand.values,
        nationals=tuple(_nationals(plan, indicators, stand.values, parts)),
        handed_back=stand.handed_back,
        targets={key: target for key, target in plan.targets.items() if key[0] in known},
        parts=parts,
    )


async def count_nationals(tx: Reading, moment: datetime, figures: Figures) -> dict[str, National]:
    """Return the country's figures of the same week and axes as they stood at another instant, by indicator."""
    plan = await hold_programme(tx, figures.week.year)
    values = (await _standings(tx, plan, figures.indicators, figures.week, moment)).values
    parts = await parts_by(tx, plan, figures.week, moment)
    found = _nationals(plan, figures.indicators, values, parts)
    return {each.indicator.code: each for each in found}


async def parts_by(tx: Reading, plan: HeldProgramme, week: Week, moment: datetime) -> ExpectedParts:
    """Return which part of yearly targets is to be reached in a week, as it stands at an instant."""
    year = (await hold_calendar(tx)).working_year(week.year)
    return expected_parts(year, plan.monthly, counted_day(week, moment))


async def _cells(tx: Reading, week: Week, moment: datetime, codes: set[str]) -> dict[tuple[str, str], AxisCell]:
    begun = {(each.province, each.axis) for each in await figures.list_begun(tx, week.saturday, moment)}
    cells = {key: AxisCell(*key, state="draft") for key in sorted(begun) if key[1] in codes}
    judged = {(each.province, each.axis): each.outcome for each in await list_cells(tx, moment, [week])}
    for each in await figures.list_handed(tx, week.saturday, moment):
        if each.axis in codes:
            cells[each.province, each.axis] = AxisCell(
                each.province,
                each.axis,
                "unchanged" if each.unchanged else "done",
                late=judged.get((each.province, each.axis)) == "late",
                status=each.status,
                action=each.action,
                revision=each.revision,
                at=each.at,
                returned=each.returned,
            )
    return cells


async def _standings(
    tx: Reading, plan: HeldProgramme, indicators: Iterable[Indicator], week: Week, moment: datetime
) -> Standings:
    """Return where every province (and headquarters, where it reports) stands, with what came in the week."""
    codes = {each.code for each in indicators}
    told = {
        (each.province, each.indicator): "unchanged" if each.unchanged else "said"
        for each in await standings.list_told(tx, week.saturday, moment)
    }
    found = await stand_at(tx, plan, UNITS, week, moment)
    places = {unit: place for place, unit in enumerate(UNITS)}
    values = {key: value.as_told(told.get(key, "")) for key, value in found.values.items() if key[1] in codes}
    return Standings(
        dict(sorted(values.items(), key=lambda each: places[each[0][0]])),
        {key: value for key, value in found.handed_back.items() if key[1] in codes},
    )


def _nationals(
    plan: HeldProgramme,
    indicators: Iterable[Indicator],
    values: dict[tuple[str, str], Value],
    parts: ExpectedParts,
) -> Iterable[National]:
    by_indicator: dict[str, list[Value]] = defaultdict(list)
    for value in values.values():
        by_indicator[value.indicator].append(value)
    kinds = {each.code: each.kind for each in plan.indicators}
    for indicator in indicators:
        weigher = indicator.aggregate.partition(":")[2]
        weights = {
            value.province: value.value
            for value in by_indicator[weigher]
            if value.value is not None and (rules_of_kind(kinds[weigher]).lasts or value.told)
        }
        of_hq = indicator.reporter == "hq"
        own = [value for value in by_indicator[indicator.code] if (value.province == HEADQUARTERS_UNIT) == of_hq]
        told = {value.province for value in own if value.told}
        target = plan.targets.get((indicator.code, ""))
        national = count_national(indicator, own, told, weights)
        towards = pace_of(indicator, national.value, target, parts.of(indicator.code))
        yield replace(national, target=target, towards=towards)
