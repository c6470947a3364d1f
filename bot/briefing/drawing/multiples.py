"""Draws one indicator in all provinces: a small chart each, all with one scale."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from bot.briefing.drawing.trend import parts, point_data, times
from bot.drawing.press import draw_png
from bot.drawing.scale import Scale, scale_of
from bot.figures.trend import AxisTrend
from bot.language import dates, writing
from bot.language.catalogue import t


def draw_multiples(courses: Sequence[AxisTrend]) -> bytes:
    """Return a PNG of 800 pixels' width of the first indicator of some courses, each of one province."""
    return draw_png("multiples.typ", multiples_data(courses))


def multiples_data(courses: Sequence[AxisTrend]) -> dict[str, Any]:
    """Return what the template shows: the same weeks and the same scale for each province."""
    (first, *_more), weeks = courses[0].trends, courses[0].weeks
    unit = first.unit
    known = [point.value for each in courses for point in each.trends[0].points if point.value is not None]
    scale = scale_of([Decimal(0), *(unit.shown(value) for value in known)], whole=unit.whole)
    low, high = (writing.number(tick) for tick in (scale.ticks[0], scale.ticks[-1]))
    return {
        "title": t("brief.multiples.title", axis=courses[0].axis, title=first.title),
        "weeks": t(
            "brief.multiples.weeks",
            first=dates.day_and_month(weeks[0].wednesday),
            last=dates.date(weeks[-1].wednesday),
        ),
        "scale": t("brief.multiples.scale", low=low, high=high, unit=unit.title),
        "at": times(weeks),
        "tiles": [_tile(each, scale) for each in courses],
        "apart": t("brief.picture.missing"),
    }


def _tile(course: AxisTrend, scale: Scale) -> dict[str, Any]:
    (trend, *_more) = course.trends
    known = [point.value for point in trend.points if point.value is not None]
    return {
        "name": course.place,
        "value": writing.rounded(known[-1], trend.unit) if known else t("numbers.missing"),
        "points": [point_data(point, trend, scale) for point in trend.points] if known else [],
        "parts": parts(trend.points),
    }
