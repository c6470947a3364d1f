"""Loads the course of an axis over the last weeks, of a province or of the country, as it is known now."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.briefing.figures.counting import LASTING, count_national, expected_by
from bot.briefing.figures.loading import stand_at, week_to_show
from bot.briefing.figures.records import Value
from bot.briefing.figures.trend import AxisTrend, Point, Trend
from bot.language.units import UNITS
from bot.language.week import Week
from bot.programme.held import HeldProgramme, hold_calendar, hold_programme
from bot.programme.provinces import PROVINCES, by_code
from bot.reporting.view import NUMBERS
from storage import figures
from storage.programme import Axis, Indicator
from storage.transaction import Reading

WEEKS = 8
Standing = dict[tuple[str, str], Value]
"""Where each province stands, by province and indicator."""


def load_trend(tx: Reading, moment: datetime, axis: Axis, province: str = "", until: Week | None = None) -> AxisTrend:
    """Return the last eight weeks with a report of a programme year; ``province`` is an ISO code, '' the country."""
    last = until or week_to_show(tx, moment)[0]
    plan, weeks = hold_programme(tx, last.year), _weeks(tx, last)
    numeric = [
        each
        for each in plan.indicators
        if each.axis == axis.code and each.kind in NUMBERS and each.reporter == "province"
    ]
    course = _course(tx, plan, weeks, province, axis.code, moment)
    trends = tuple(_trend(plan, indicator, weeks, course, province) for indicator in numeric)
    return AxisTrend(axis.short, by_code(province).name if province else "", weeks, trends)


def _weeks(tx: Reading, last: Week) -> tuple[Week, ...]:
    held, weeks = hold_calendar(tx), [last]
    while len(weeks) < WEEKS and (week := weeks[0].previous).year == last.year:
        while week.year == last.year and held.times(week, "") is None:
            week = week.previous
        if week.year != last.year:
            break
        weeks.insert(0, week)
    return tuple(weeks)


def _course(
    tx: Reading, plan: HeldProgramme, weeks: tuple[Week, ...], province: str, axis: str, moment: datetime
) -> list[Standing]:
    """Return where each province stood at the end of each week: what was said replaces what stood before."""
    standing: Standing = {}
    for unit in [province] if province else [each.code for each in PROVINCES]:
        standing |= stand_at(tx, plan, unit, weeks[0].previous, moment)
    course = []
    for week in weeks:
        standing = {key: replace(value, told="") for key, value in standing.items()}
        for told in figures.list_told(tx, week.saturday, moment, axis, province):
            key = (told.province, told.indicator)
            if not told.unchanged:
                standing[key] = Value(*key, told.value, told.words, week.saturday, "said")
            # a snapshot that is «unchanged» in a new year stands at what it stood at in the old one
            elif held := standing.get(key) or stand_at(tx, plan, told.province, week, moment).get(key):
                standing[key] = replace(held, told="unchanged")
        course.append(standing)
    return course


def _trend(
    plan: HeldProgramme, indicator: Indicator, weeks: Iterable[Week], course: list[Standing], province: str
) -> Trend:
    target = plan.targets.get((indicator.code, province))
    expected = [expected_by(target, indicator, week.year, week.wednesday) for week in weeks]
    return Trend(
        title=indicator.title,
        unit=UNITS[indicator.unit],
        points=tuple(_point(indicator, week, at, province) for week, at in zip(weeks, course, strict=True)),
        target=target,
        pace=tuple(value for value in expected if value is not None),
    )


def _point(indicator: Indicator, week: Week, at: Standing, province: str) -> Point:
    if province:
        value = at.get((province, indicator.code))
        told = value.told if value else ""
        shown = value.value if value and (told or indicator.kind in LASTING) else None
        return Point(week, shown, told or "missing")
    weigher = indicator.aggregate.partition(":")[2]
    own = [each for (_unit, code), each in at.items() if code == indicator.code]
    weights = {unit: each.value for (unit, code), each in at.items() if code == weigher and each.value is not None}
    national = count_national(indicator, own, weights)
    return Point(week, national.value, "said" if national.this_week else "missing", national.provinces)
