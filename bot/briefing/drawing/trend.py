"""Draws the course of an axis: a small chart an indicator, with target and pace line, time from left to right."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from bot.drawing.press import draw_png
from bot.drawing.scale import Scale, scale_of
from bot.figures.trend import AxisTrend, Point, Trend
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.language.jalali import jalali
from bot.language.week import Week

WORDS = ("said", "unchanged", "missing", "target", "pace", "apart", "behind", "not_reported")


def draw_trend(trend: AxisTrend) -> bytes:
    """Return a PNG of 800 pixels' width: weeks from left to right, the newest value written out."""
    return draw_png("trend.typ", trend_data(trend))


def trend_data(trend: AxisTrend) -> dict[str, Any]:
    """Return what the template shows of an axis."""
    charts = [_chart(each) for each in trend.trends if any(point.value is not None for point in each.points)]
    place = t("brief.picture.province", province=trend.place) if trend.place else t("brief.picture.country")
    return {
        "title": trend.axis,
        "place": t("brief.picture.of_weeks", place=place, week=dates.week_label(trend.weeks[-1])),
        "time": time_data(trend.weeks),
        "charts": charts,
        "silent": [each.title for each in trend.trends if all(point.value is None for point in each.points)],
        "words": chart_words(),
    }


def chart_words() -> dict[str, str]:
    """Return the words of the legend of charts."""
    return {key: t(f"brief.picture.{key}") for key in WORDS}


def time_data(weeks: Sequence[Week]) -> dict[str, Any]:
    """Return where each week stands, 0 the oldest at the left and 1 the newest, its day, and the months by name."""
    months: list[dict[str, Any]] = []
    for number, week in enumerate(weeks):
        title = dates.month(week.wednesday)
        if not months or months[-1]["title"] != title:
            months.append({"title": title, "from": number, "to": number})
        months[-1]["to"] = number
    return {
        "at": times(weeks),
        "days": [writing.number(jalali(week.wednesday).day) for week in weeks],
        "months": months,
    }


def times(weeks: Sequence[Week]) -> list[float]:
    """Return how far to the right each week stands, by its date: a week without a report leaves its room."""
    first, whole = weeks[0].saturday, (weeks[-1].saturday - weeks[0].saturday).days
    return [(week.saturday - first).days / whole if whole else 0.5 for week in weeks]


def parts(points: Sequence[Point]) -> list[dict[str, Any]]:
    """Return the lines between points: joined only where the next that was asked goes on from one."""
    asked = [number for number, point in enumerate(points) if point.state != "not_asked"]
    following = set(pairwise(asked))
    return [
        {"from": one, "to": two, "joined": (one, two) in following and points[two].goes_on_from(points[one])}
        for one, two in pairwise(number for number in asked if points[number].value is not None)
    ]


def point_data(point: Point, trend: Trend, scale: Scale) -> dict[str, Any]:
    """Return how high a point stands, 0 to 1, and what it is."""
    value = None if point.state == "not_asked" else point.value
    return {"at": None if value is None else scale.place(trend.unit.shown(value)), "state": point.state}


def _chart(trend: Trend) -> dict[str, Any]:
    unit = trend.unit
    known = [point.value for point in trend.points if point.value is not None]
    pace = trend.pace if trend.target is not None else ()
    aims = [*pace, *([trend.target] if trend.target is not None else [])]
    scale = scale_of([unit.shown(value) for value in (*known, *aims)], whole=unit.whole)
    return {
        "title": t("brief.picture.chart", title=trend.title, unit=unit.title),
        "ticks": [{"at": scale.place(tick), "label": writing.number(tick)} for tick in scale.ticks],
        "points": [point_data(point, trend, scale) for point in trend.points],
        "parts": parts(trend.points),
        "behind": _behind(trend.points),
        "pace": [scale.place(unit.shown(value)) for value in pace],
        "pace_label": writing.rounded(pace[-1], unit) if pace else "",
        "last": _level(known[-1], trend, scale),
        "target": None if trend.target is None else _level(trend.target, trend, scale),
    }


def _behind(points: Sequence[Point]) -> list[str]:
    """Return how many provinces each point is of; nothing where all are of the same."""
    known = [point.value is not None and point.state != "not_asked" for point in points]
    if len({point.behind for point, seen in zip(points, known, strict=True) if seen}) <= 1:
        return []
    return [writing.number(len(point.behind)) if seen else "" for point, seen in zip(points, known, strict=True)]


def _level(stored: int, trend: Trend, scale: Scale) -> dict[str, Any]:
    return {"at": scale.place(Decimal(trend.unit.shown(stored))), "label": writing.rounded(stored, trend.unit)}
