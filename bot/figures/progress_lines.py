"""How far somebody is on the way, in words: percent of the pace, change without a target, forecast. Pure."""

from bot.figures.forecast import Forecast, forecast
from bot.figures.ranking import Ranked, furthest_behind
from bot.figures.records import Figures
from bot.figures.trend import Trend
from bot.figures.trending import WEEKS
from bot.language import writing
from bot.language.catalogue import t
from bot.language.units import UNITS
from bot.programme.pace import TargetPace
from storage.programme import Indicator


def with_pace(text: str, towards: TargetPace | None) -> str:
    """Return a value as it is shown, with the percent of its pace in brackets, where it has one."""
    if towards is None or towards.percent is None:
        return text
    return t("pace.beside", value=text, percent=towards.percent)


def ranked_line(figures: Figures, each: Ranked, place: int, axis: str = "") -> str:
    """Return a province in a ranking: its place in the list, its percent, and what it is furthest behind with."""
    line = t("pace.ranked", number=place, province=each.province.name, percent=each.percent)
    found = furthest_behind(figures, each.province.code, axis)
    return t("pace.ranked_with", line=line, furthest=indicator_line(figures, *found)) if found else line


def indicator_line(figures: Figures, indicator: Indicator, towards: TargetPace) -> str:
    """Return an indicator with its axis, its percent of the pace, and the absolute value beside its target."""
    unit = UNITS[indicator.unit]
    return t(
        "pace.indicator",
        axis=figures.short(indicator.axis),
        title=indicator.title,
        percent=towards.percent or 0,
        value=writing.amount(towards.value or 0, unit),
        target=writing.quantity(towards.target, unit),
    )


def outlook(trend: Trend) -> str:
    """Return what its target needs from now on, what the last weeks brought, where that leads, and how sure it is.

    '' for what has no target or is not counted up over a year, and where too little is known.
    """
    found = forecast_of(trend)
    if found is None:
        return ""
    text = _reached(trend, found) if found.needed is None else _needed(trend, found)
    return t("pace.sure", text=text, sure=t(f"pace.{found.sureness}", count=found.reports))


def forecast_of(trend: Trend) -> Forecast | None:
    """Return where a course leads, by its last eight weeks; None for what has no target, or where little is known."""
    return forecast(trend.points[-WEEKS - 1 :], trend.target) if trend.rises and trend.target else None


def _needed(trend: Trend, found: Forecast) -> str:
    unit, needed = trend.unit, trend.unit.nearest(found.needed or found.weekly)
    return t(
        "pace.needed",
        target=writing.quantity(trend.target or 0, unit),
        needed=writing.amount(needed, unit),
        weeks=found.weeks,
        weekly=writing.amount(unit.nearest(found.weekly), unit),
        end=writing.quantity(found.end, unit),
    )


def _reached(trend: Trend, found: Forecast) -> str:
    key = "done" if found.left else "over"
    return t(f"pace.{key}", target=writing.quantity(trend.target or 0, trend.unit))
