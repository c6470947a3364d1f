"""Counts a week at an instant, from the database: the one road of every digest, table, picture and document."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType

from bot.counting.counting import list_cells
from bot.figures.counting import LASTING, count_national, expected_by
from bot.figures.records import Cell, Figures, National, Value
from bot.language.week import Week
from bot.programme.calendar import day_of
from bot.programme.due import axes_due, week_at_hand
from bot.programme.held import HeldProgramme, find_programme_before, hold_calendar, hold_programme
from bot.programme.provinces import HEADQUARTERS_UNIT, PROVINCES
from bot.programme.timetable import Timetable
from storage import figures
from storage.programme import Indicator
from storage.transaction import Reading

NOTHING: Mapping[str, str] = MappingProxyType({})


def week_to_show(tx: Reading, moment: datetime) -> tuple[Week, Timetable]:
    """Return the last week that has opened at headquarters: on a Sunday that is still the week before."""
    held = hold_calendar(tx)
    week, times = week_at_hand(moment, held, "")
    while moment < times.opens:
        week = week.previous
        times = held.times(week, "") or times
    return week, times


def count(tx: Reading, moment: datetime, axes: frozenset[str] | None, week: Week | None = None) -> Figures:
    """Count a week (the last that has opened) as it stands at an instant, of some axes (None: of all)."""
    week = week or week_to_show(tx, moment)[0]
    plan = hold_programme(tx, week.year)
    seen = tuple(axis for axis in plan.axes if axis.active and (axes is None or axis.code in axes))
    codes = {axis.code for axis in seen}
    indicators = tuple(each for each in plan.indicators if each.axis in codes)
    values = _values(tx, plan, indicators, week, moment)
    return Figures(
        week=week,
        moment=moment,
        programme=plan.programme,
        axes=seen,
        due=tuple(axes_due(list(seen), week)),
        indicators=indicators,
        cells=_cells(tx, week, moment, codes),
        values=values,
        nationals=tuple(_nationals(plan, indicators, values, week, moment)),
    )


def count_nationals(tx: Reading, moment: datetime, figures: Figures) -> dict[str, National]:
    """Return the country's figures of the same week and axes as they stood at another instant, by indicator."""
    plan = hold_programme(tx, figures.week.year)
    values = _values(tx, plan, figures.indicators, figures.week, moment)
    found = _nationals(plan, figures.indicators, values, figures.week, moment)
    return {each.indicator.code: each for each in found}


def _cells(tx: Reading, week: Week, moment: datetime, codes: set[str]) -> dict[tuple[str, str], Cell]:
    begun = {(each.province, each.axis) for each in figures.list_begun(tx, week.saturday, moment)}
    cells = {key: Cell(*key, state="draft") for key in sorted(begun) if key[1] in codes}
    judged = {(each.province, each.axis): each.outcome for each in list_cells(tx, moment, [week])}
    for each in figures.list_handed(tx, week.saturday, moment):
        if each.axis in codes:
            cells[each.province, each.axis] = Cell(
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


def _values(
    tx: Reading, plan: HeldProgramme, indicators: Iterable[Indicator], week: Week, moment: datetime
) -> dict[tuple[str, str], Value]:
    """Return what every province (and headquarters, where it reports) stands at, by province and indicator."""
    codes = {each.code for each in indicators}
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for each in figures.list_told(tx, week.saturday, moment):
        told[each.province][each.indicator] = "unchanged" if each.unchanged else "said"
    return {
        (unit, code): value
        for unit in (HEADQUARTERS_UNIT, *(province.code for province in PROVINCES))
        for code, value in stand_at(tx, plan, unit, week, moment, told[unit]).items()
        if code in codes
    }


def stand_at(
    tx: Reading, plan: HeldProgramme, unit: str, week: Week, moment: datetime, told: Mapping[str, str] = NOTHING
) -> dict[str, Value]:
    """Return what a province, or headquarters as a unit, stood at by a week, by indicator; ``told`` is what came in it.

    A snapshot that the programme year only called «unchanged» keeps the value of the year before.
    """
    values = {
        each.indicator: Value(unit, each.indicator, each.value, each.words, each.week, told.get(each.indicator, ""))
        for each in figures.list_standing(tx, plan.programme.id, unit, week.saturday, moment)
    }
    if any(each.kind == "snapshot" and each.code not in values for each in plan.indicators):
        confirmed = figures.list_confirmed(tx, plan.programme.id, unit, week.saturday, moment)
        kept = _before(tx, plan, unit, {str(code) for code in confirmed} - values.keys(), moment)
        values |= {code: value.as_told(told.get(code, "")) for code, value in kept.items()}
    return values


def _before(tx: Reading, plan: HeldProgramme, unit: str, codes: set[str], moment: datetime) -> dict[str, Value]:
    """Return the values of the year before, of indicators that were counted in the same unit."""
    before = find_programme_before(tx, plan) if codes else None
    if before is None:
        return {}
    old, new = ({each.code: each.unit for each in year.indicators} for year in (before, plan))
    return {
        each.indicator: Value(unit, each.indicator, each.value, each.words, each.week)
        for each in figures.list_standing(tx, before.programme.id, unit, date.max, moment)
        if each.indicator in codes and old[each.indicator] == new[each.indicator]
    }


def _nationals(
    plan: HeldProgramme,
    indicators: Iterable[Indicator],
    values: dict[tuple[str, str], Value],
    week: Week,
    moment: datetime,
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
            if value.value is not None and (kinds[weigher] in LASTING or value.told)
        }
        of_hq = indicator.reporter == "hq"
        own = [value for value in by_indicator[indicator.code] if (value.province == HEADQUARTERS_UNIT) == of_hq]
        told = {value.province for value in own if value.told}
        target = plan.targets.get((indicator.code, ""))
        expected = expected_by(target, indicator, week.year, day_of(moment))
        yield replace(count_national(indicator, own, told, weights), target=target, expected=expected)
