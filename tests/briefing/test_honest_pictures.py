"""Pictures are honest: time runs from left to right, no line joins figures of other provinces, nothing is cut away."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from bot.briefing.drawing.multiples import draw_multiples, multiples_data
from bot.briefing.drawing.trend import draw_trend, trend_data
from bot.figures.loading import count
from bot.figures.trend import AxisTrend, Point, Trend
from bot.figures.trending import load_multiples, load_trend
from bot.language.letters import persian_digits
from bot.language.units import UNITS
from bot.language.week import week_of
from bot.programme.in_memory import hold_programme
from bot.programme.provinces import PROVINCES
from tests.briefing.sample import NOW, WEEK, open_sample

WEEKS = tuple(week_of(dt.date(2026, 11, 25) - dt.timedelta(weeks=back)) for back in (3, 2, 1, 0))
FEW, ALL = frozenset({"IR-03", "IR-10"}), frozenset(each.code for each in PROVINCES)
BLUE = (11, 83, 148)
CHART = (0.3, 0.6)
"""Where the one chart of a picture stands, above its legend and under its title, from top to bottom."""


def course(values: Sequence[int | None], behind: Sequence[frozenset[str]], states: str = "said") -> AxisTrend:
    """Return an axis with one indicator."""
    points = [Point(*each) for each in zip(WEEKS, values, [states] * len(WEEKS), behind, strict=True)]
    return AxisTrend("تأمین برق", "", WEEKS, (Trend("ظرفیت", UNITS["mw"], tuple(points)),))


def blue(trend: AxisTrend) -> dict[int, list[int]]:
    """Return the rows of the chart's blue pixels by column: the course, its points, and the newest value beside it."""
    picture = Image.open(BytesIO(draw_trend(trend))).convert("RGB")
    top, foot = (int(part * picture.height) for part in CHART)
    found: dict[int, list[int]] = {}
    for x in range(picture.width):
        for y in range(top, foot):
            pixel = picture.getpixel((x, y))
            assert isinstance(pixel, tuple)
            if max(abs(one - other) for one, other in zip(pixel, BLUE, strict=True)) < 40:
                found.setdefault(x, []).append(y)
    return found


def longest_gap(columns: dict[int, list[int]]) -> int:
    """Return over how many pixels from left to right there is no blue between two that are."""
    seen = sorted(columns)
    return max(two - one for one, two in pairwise(seen))


def test_growth_rises_from_left_to_right() -> None:
    columns = blue(course((10, 14, 18, 22), [ALL] * 4))
    seen = sorted(columns)
    heights = [sum(columns[x]) / len(columns[x]) for x in (seen[0], seen[len(seen) // 2], seen[-1])]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] - heights[-1] > 40


def test_months_are_named_and_days_grow_from_left_to_right() -> None:
    time = trend_data(course((1, 2, 3, 4), [ALL] * 4))["time"]
    assert time["at"] == sorted(time["at"])
    assert (time["at"][0], time["at"][-1]) == (0, 1)
    assert time["days"] == [persian_digits(day) for day in ("13", "20", "27", "4")]
    assert [(each["title"], each["from"], each["to"]) for each in time["months"]] == [("آبان", 0, 2), ("آذر", 3, 3)]


def test_week_in_which_nothing_was_asked_leaves_its_room() -> None:
    trend = course((1, 2, 3, 4), [ALL] * 4)
    late = replace(trend, weeks=(WEEKS[0], WEEKS[2], WEEKS[3]))
    assert trend_data(late)["time"]["at"] == pytest.approx([0, 2 / 3, 1])


def test_no_line_joins_figures_of_other_provinces() -> None:
    same, other = course((10, 14, 18, 22), [ALL] * 4), course((10, 14, 18, 22), [FEW, FEW, ALL, ALL])
    (chart,) = trend_data(other)["charts"]
    assert [part["joined"] for part in chart["parts"]] == [True, False, True]
    assert chart["behind"] == [persian_digits(count) for count in ("2", "2", "31", "31")]
    assert trend_data(same)["charts"][0]["behind"] == []
    assert longest_gap(blue(same)) < 60 < longest_gap(blue(other))


def test_as_many_provinces_are_not_the_same_provinces() -> None:
    (chart,) = trend_data(course((10, 14, 18, 22), [FEW, frozenset({"IR-03", "IR-21"}), FEW, FEW]))["charts"]
    assert [part["joined"] for part in chart["parts"]] == [False, False, True]


def test_no_line_leads_over_a_week_without_a_report() -> None:
    (chart,) = trend_data(course((10, None, 18, 22), [FEW] * 4))["charts"]
    assert [(part["from"], part["to"], part["joined"]) for part in chart["parts"]] == [(0, 2, False), (2, 3, True)]
    (chart,) = trend_data(course((10, 10, 10, 10), [FEW] * 4, "missing"))["charts"]
    assert not any(part["joined"] for part in chart["parts"])


def test_week_in_which_a_monthly_axis_was_not_asked_is_no_gap() -> None:
    points = tuple(
        Point(week, value, state, FEW)
        for week, value, state in zip(WEEKS, (10, 10, 10, 22), ("said", "not_asked", "not_asked", "said"), strict=True)
    )
    (chart,) = trend_data(AxisTrend("زیباسازی", "", WEEKS, (Trend("فضای سبز", UNITS["ha"], points),)))["charts"]
    assert [point["at"] is None for point in chart["points"]] == [False, True, True, False]
    assert [(part["from"], part["to"], part["joined"]) for part in chart["parts"]] == [(0, 3, True)]


async def test_lines_of_the_country_join_what_is_of_the_same_provinces_alone() -> None:
    async with open_sample() as tx:
        plan = await hold_programme(tx, WEEK.year)
        trends = [await load_trend(tx, NOW, axis) for axis in plan.axes if axis.active]
        unlike = 0
        for trend in trends:
            known = {each.title: each for each in trend.trends if any(p.value is not None for p in each.points)}
            for chart, shown in zip(trend_data(trend)["charts"], known.values(), strict=True):
                for part in chart["parts"]:
                    one, two = shown.points[part["from"]], shown.points[part["to"]]
                    unlike += one.behind != two.behind
                    assert part["joined"] == (one.behind == two.behind and two.told)
        assert unlike


async def test_small_multiples_show_each_province_once_on_one_scale() -> None:
    async with open_sample() as tx:
        figures = await count(tx, NOW, None)
        axis = next(each for each in figures.axes if each.code == "AX01")
        courses = await load_multiples(tx, NOW, axis, "اعتبار جذب‌شده", WEEK)
        data = multiples_data(courses)
        assert [tile["name"] for tile in data["tiles"]] == [each.name for each in PROVINCES]
        values = {each.place: each.trends[0].points[-1].value or 0 for each in courses}
        heights = {tile["name"]: tile["points"][-1]["at"] for tile in data["tiles"]}
        assert sorted(values, key=lambda name: values[name]) == sorted(
            values, key=lambda name: (heights[name], values[name])
        )
        assert Image.open(BytesIO(draw_multiples(courses))).width == 800


@pytest.mark.parametrize("place", sorted(Path("locales/fa").glob("*.toml")), ids=lambda place: place.name)
def test_units_are_written_out(place: Path) -> None:
    if place.name != "lexicon.toml":  # what people type
        assert "م.ت" not in place.read_text(encoding="utf-8")
