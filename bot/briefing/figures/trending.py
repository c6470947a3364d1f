"""Loads the course of axes over the last weeks, of a province or of the country, as it is known now."""

from collections import defaultdict
from collections.abc import Iterable
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
Standing = dict[str, dict[str, Value]]
"""Where each province stands, by indicator and province."""


def load_trend(
    tx: Reading, moment: datetime, axis: Axis, province: str = "", until: Week | None = None, most: int = WEEKS
) -> AxisTrend:
    """Return the last weeks with a report of a programme year; ``province`` is an ISO code, '' the country."""
    return load_trends(tx, moment, [axis], until, province, most)[0]


def load_trends(
    tx: Reading,
    moment: datetime,
    axes: Iterable[Axis],
    until: Week | None = None,
    province: str = "",
    most: int = WEEKS,
) -> tuple[AxisTrend, ...]:
    """Return the same of several axes, for hardly more than one costs."""
    seen = list(axes)
    last = until or week_to_show(tx, moment)[0]
    plan, weeks = hold_programme(tx, last.year), _weeks(tx, last, most)
    course = _course(tx, plan, weeks, province, seen[0].code if len(seen) == 1 else "", moment)
    place = by_code(province).name if province else ""
    return tuple(
        AxisTrend(axis.short, place, weeks, tuple(_trends(plan, axis, weeks, course, province))) for axis in seen
    )


def _weeks(tx: Reading, last: Week, most: int) -> tuple[Week, ...]:
    held, weeks, week = hold_calendar(tx), [last], last.previous
    while len(weeks) < most and week.year == last.year:
        if held.times(week, ""):
            weeks.insert(0, week)
        week = week.previous
    return tuple(weeks)


def _course(
    tx: Reading, plan: HeldProgramme, weeks: tuple[Week, ...], province: str, axis: str, moment: datetime
) -> list[Standing]:
    """Return where each province stood at the end of each week: what was said replaces what stood before."""
    standing: dict[tuple[str, str], Value] = {}
    for unit in [province] if province else [each.code for each in PROVINCES]:
        standing |= stand_at(tx, plan, unit, weeks[0].previous, moment)
    course = []
    for week in weeks:
        standing = {key: value.as_told("") if value.told else value for key, value in standing.items()}
        for told in figures.list_told(tx, week.saturday, moment, axis, province):
            key = (told.province, told.indicator)
            if not told.unchanged:
                standing[key] = Value(*key, told.value, told.words, week.saturday, "said")
            # a snapshot that is «unchanged» in a new year stands at what it stood at in the old one
            elif held := standing.get(key) or stand_at(tx, plan, told.province, week, moment).get(key):
                standing[key] = held.as_told("unchanged")
        course.append(_by_indicator(standing))
    return course


def _by_indicator(standing: dict[tuple[str, str], Value]) -> Standing:
    found: Standing = defaultdict(dict)
    for (unit, code), value in standing.items():
        found[code][unit] = value
    return found


def _trends(
    plan: HeldProgramme, axis: Axis, weeks: tuple[Week, ...], course: list[Standing], province: str
) -> Iterable[Trend]:
    for indicator in plan.indicators:
        if indicator.axis == axis.code and indicator.kind in NUMBERS and indicator.reporter == "province":
            target = plan.targets.get((indicator.code, province))
            expected = [expected_by(target, indicator, week.year, week.wednesday) for week in weeks]
            yield Trend(
                title=indicator.title,
                unit=UNITS[indicator.unit],
                points=tuple(_point(indicator, week, at, province) for week, at in zip(weeks, course, strict=True)),
                target=target,
                pace=tuple(value for value in expected if value is not None),
            )


def _point(indicator: Indicator, week: Week, at: Standing, province: str) -> Point:
    own = at.get(indicator.code, {})
    if province:
        value = own.get(province)
        told = value.told if value else ""
        shown = value.value if value and (told or indicator.kind in LASTING) else None
        return Point(week, shown, told or "missing")
    weigher = at.get(indicator.aggregate.partition(":")[2], {})
    weights = {unit: each.value for unit, each in weigher.items() if each.value is not None}
    national = count_national(indicator, own.values(), weights)
    return Point(week, national.value, "said" if national.this_week else "missing", national.provinces)
