"""Draws the course of an axis: a small chart an indicator, with target and pace line."""

from decimal import Decimal
from typing import Any

from bot.drawing.press import draw_png
from bot.drawing.scale import Scale, scale_of
from bot.figures.trend import AxisTrend, Point, Trend
from bot.language import dates, writing
from bot.language.catalogue import t


def draw_trend(trend: AxisTrend) -> bytes:
    """Return a PNG of 800 pixels' width: weeks from right to left, the newest value written out."""
    return draw_png("trend.typ", trend_data(trend))


def trend_data(trend: AxisTrend) -> dict[str, Any]:
    """Return what the template shows of an axis."""
    charts = [_chart(each) for each in trend.trends if any(point.value is not None for point in each.points)]
    weeks = [dates.numeric(week.wednesday)[5:] for week in trend.weeks]
    place = t("brief.picture.province", province=trend.place) if trend.place else t("brief.picture.country")
    return {
        "title": trend.axis,
        "place": t("brief.picture.of_weeks", place=place, week=dates.week_label(trend.weeks[-1])),
        "weeks": weeks,
        "charts": charts,
        "silent": [each.title for each in trend.trends if all(point.value is None for point in each.points)],
        "words": {
            key: t(f"brief.picture.{key}")
            for key in ("said", "unchanged", "missing", "target", "pace", "not_reported", "direction")
        },
    }


def _chart(trend: Trend) -> dict[str, Any]:
    unit = trend.unit
    known = [point.value for point in trend.points if point.value is not None]
    pace = trend.pace if trend.target is not None else ()
    shown = [unit.shown(value) for value in (*known, *pace, *([trend.target] if trend.target is not None else []))]
    scale = scale_of(shown, whole=unit.whole)
    return {
        "title": t("brief.picture.chart", title=trend.title, unit=unit.title),
        "ticks": [{"at": scale.place(tick), "label": writing.number(tick)} for tick in scale.ticks],
        "points": [_point(point, trend, scale) for point in trend.points],
        "pace": [scale.place(unit.shown(value)) for value in pace],
        "target": _target(trend, scale),
    }


def _point(point: Point, trend: Trend, scale: Scale) -> dict[str, Any]:
    value = point.value
    return {
        "at": None if value is None else scale.place(trend.unit.shown(value)),
        "state": point.state,
        "label": "" if value is None else writing.amount(value, trend.unit),
    }


def _target(trend: Trend, scale: Scale) -> dict[str, Any] | None:
    if trend.target is None:
        return None
    label = t("brief.picture.target_of", value=writing.quantity(trend.target, trend.unit))
    return {"at": scale.place(Decimal(trend.unit.shown(trend.target))), "label": label}
