"""Loads the course of axes over the last weeks, of a province or of the country, as it is known now."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.figures.counting import count_national
from bot.figures.loading import UNITS as REPORTERS
from bot.figures.loading import parts_by, week_to_show
from bot.figures.records import Figures
from bot.figures.trend import AxisTrend, Point, Trend
from bot.language.units import UNITS
from bot.language.week import Week
from bot.programme.in_memory import HeldProgramme, hold_calendar, hold_programme
from bot.programme.kinds import rules_of, rules_of_kind
from bot.programme.pace import pace_of
from bot.programme.provinces import PROVINCES, by_code
from bot.programme.standing import Key, Value, stand_at
from bot.programme.working_year import ExpectedParts
from storage import standings
from storage.programme import Axis, Indicator
from storage.standings import Told
from storage.transaction import Reading

WEEKS = 8
Standing = dict[str, dict[str, Value]]
"""Where each province stands, by indicator and province."""
Came = dict[str, dict[str, str]]
"""What came in a week, «said» or «unchanged», by indicator and province."""


async def load_trend(
    tx: Reading, moment: datetime, axis: Axis, province: str = "", until: Week | None = None, most: int = WEEKS
) -> AxisTrend:
    """Return the last weeks with a report of a programme year; ``province`` is an ISO code, '' the country."""
    return (await load_trends(tx, moment, [axis], until, province, most))[0]


async def load_trends(
    tx: Reading,
    moment: datetime,
    axes: Iterable[Axis],
    until: Week | None = None,
    province: str = "",
    most: int = WEEKS,
) -> tuple[AxisTrend, ...]:
    """Return the same of several axes, for hardly more than one costs."""
    seen = list(axes)
    last = until or (await week_to_show(tx, moment))[0]
    plan, weeks = await hold_programme(tx, last.year), await _weeks(tx, last, most)
    codes = {axis.code for axis in seen}
    asked = [
        each for each in plan.indicators if each.axis in codes and rules_of(each).amount and each.reporter == "province"
    ]
    points = await _points(tx, plan, asked, weeks, province, moment)
    parts = [await parts_by(tx, plan, week, moment) for week in weeks]
    stand = await stand_at(tx, plan, [province] if province else [], weeks[-1], moment)
    back = {code: held.value for (_unit, code), held in stand.handed_back.items()}
    place = by_code(province).name if province else ""
    return tuple(
        AxisTrend(
            axis.short,
            place,
            weeks,
            tuple(
                replace(_trend(plan, each, points[each.code], parts, province), handed_back=back.get(each.code))
                for each in asked
                if each.axis == axis.code
            ),
        )
        for axis in seen
    )


async def list_changes(tx: Reading, figures: Figures) -> dict[Key, int]:
    """Return how provinces' values changed over the last weeks with a report (stored units), where that is known."""
    plan, weeks = await hold_programme(tx, figures.week.year), await _weeks(tx, figures.week, WEEKS + 1)
    before = (await stand_at(tx, plan, REPORTERS, weeks[0], figures.moment)).values
    known = ((key, held.value, before[key].value) for key, held in figures.values.items() if key in before)
    return {key: new - old for key, new, old in known if new is not None and old is not None}


async def _weeks(tx: Reading, last: Week, most: int) -> tuple[Week, ...]:
    held, weeks, week = await hold_calendar(tx), [last], last.previous
    while len(weeks) < most and week.year == last.year:
        if held.times(week, ""):
            weeks.insert(0, week)
        week = week.previous
    return tuple(weeks)


async def _points(
    tx: Reading, plan: HeldProgramme, asked: list[Indicator], weeks: Sequence[Week], province: str, moment: datetime
) -> dict[str, list[Point]]:
    """Return where each indicator stood at the end of each week."""
    kinds = {each.code: each.kind for each in plan.indicators}
    points: dict[str, list[Point]] = {each.code: [] for each in asked}
    async for week, standing, came in _walk(tx, plan, asked, weeks, province, moment):
        for indicator in asked:
            points[indicator.code].append(_point(indicator, week, standing, came, province, kinds))
    return points


async def load_walks(tx: Reading, figures: Figures) -> dict[Key, tuple[Point, ...]]:
    """Return the last weeks of each province's amounts, from the first that is known on, one more than are told."""
    plan, weeks = await hold_programme(tx, figures.week.year), await _weeks(tx, figures.week, WEEKS + 1)
    asked = [each for each in figures.indicators if rules_of(each).amount and each.reporter == "province"]
    walks: dict[Key, tuple[Point, ...]] = defaultdict(tuple)
    async for week, standing, came in _walk(tx, plan, asked, weeks, "", figures.moment):
        for indicator in asked:
            for unit in standing[indicator.code]:
                walks[unit, indicator.code] += (_point(indicator, week, standing, came, unit, {}),)
    return walks


async def _walk(
    tx: Reading, plan: HeldProgramme, asked: list[Indicator], weeks: Sequence[Week], province: str, moment: datetime
) -> AsyncIterator[tuple[Week, Standing, Came]]:
    """Yield week after week what stood at its end, and what came in it: what was said replaces what stood before."""
    kinds = {each.code: each.kind for each in plan.indicators}
    wanted = {each.code for each in asked} | {_weigher(each) for each in asked} & kinds.keys()
    standing: Standing = {code: {} for code in wanted}
    units = [province] if province else [each.code for each in PROVINCES]
    for (unit, code), value in (await stand_at(tx, plan, units, weeks[0].previous, moment)).values.items():
        if code in standing:
            standing[code][unit] = value
    axis = asked[0].axis if asked and len({each.axis for each in asked}) == 1 else ""
    for week in weeks:
        came: Came = {code: {} for code in wanted}
        for each in await standings.list_told(tx, week.saturday, moment, axis, province):
            if each.indicator in wanted and await _take(tx, plan, standing[each.indicator], each, week, moment):
                came[each.indicator][each.province] = "unchanged" if each.unchanged else "said"
        yield week, standing, came


async def _take(
    tx: Reading, plan: HeldProgramme, provinces: dict[str, Value], told: Told, week: Week, moment: datetime
) -> bool:
    """Let what was told in a week take its place among an indicator's values by province; say whether it has one."""
    unit, code = told.province, told.indicator
    if not told.unchanged:
        provinces[unit] = Value(unit, code, told.value, told.words, week.saturday)
    elif unit not in provinces:  # a snapshot, «unchanged» in a new year, stands where it stood in the old one
        held = (await stand_at(tx, plan, [unit], week, moment)).values.get((unit, code))
        if held is None:
            return False
        provinces[unit] = held
    return True


def _trend(
    plan: HeldProgramme, indicator: Indicator, points: Sequence[Point], parts: Iterable[ExpectedParts], province: str
) -> Trend:
    target = plan.targets.get((indicator.code, province))
    paces = [
        pace_of(indicator, point.value, target, part.of(indicator.code))
        for point, part in zip(points, parts, strict=True)
    ]
    expected = tuple(pace.expected for pace in paces if pace)
    return Trend(
        indicator.title,
        UNITS[indicator.unit],
        tuple(points),
        target,
        expected,
        paces[-1],
        rises=rules_of(indicator).rises,
    )


def _point(
    indicator: Indicator, week: Week, standing: Standing, came: Came, province: str, kinds: Mapping[str, str]
) -> Point:
    own, told = standing[indicator.code], came[indicator.code]
    if province:
        value = own.get(province)
        shown = value.value if value and (province in told or rules_of(indicator).lasts) else None
        return Point(week, shown, told.get(province, "missing"))
    weigher = _weigher(indicator)
    weights = {
        unit: each.value
        for unit, each in standing.get(weigher, {}).items()
        if each.value is not None and (rules_of_kind(kinds[weigher]).lasts or unit in came[weigher])
    }
    national = count_national(indicator, own.values(), told, weights)
    return Point(week, national.value, "said" if national.this_week else "missing", national.provinces)


def _weigher(indicator: Indicator) -> str:
    """Return the code of the indicator whose values weigh this one's, nothing where none does."""
    return indicator.aggregate.partition(":")[2]
