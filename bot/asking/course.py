"""The course of axes over some weeks, in the country or in provinces: a line with its sparkline an indicator."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from bot.asking.answer import QuestionAnswer
from bot.asking.question import Question
from bot.asking.scene import Scene
from bot.asking.sparkline import sparkline
from bot.briefing.drawing.trend import draw_trend
from bot.figures.progress_lines import outlook
from bot.figures.trend import AxisTrend, Point, Trend
from bot.figures.trending import WEEKS, load_trend
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.language.week import WEEK, week_of
from bot.programme.pace import share
from bot.sheets.book import Cell, Column, Sheet

MOST_WEEKS = 53
MOST_DRAWN = 12
MOST_NAMES = 3
MOST_TRENDS = 40
"""Lines of one answer; of more axes each shows its leading indicator alone."""


async def answer_course(scene: Scene, question: Question) -> QuestionAnswer:
    """Return the course of every axis and place that was asked, the axes without a place for the country."""
    until, most = await scene.week(question), WEEKS
    if question.period:
        begun = min(week_of(question.period.start).saturday, until.saturday)
        most = min((until.saturday - begun) // WEEK + 1, MOST_WEEKS)
    trends = [
        replace(trend, trends=chosen(trend, {each.title for each in scene.indicators(axis, question)}))
        for axis in scene.asked(question)
        for place in question.provinces or ("",)
        for trend in [await load_trend(scene.tx, scene.moment, axis, place, until, max(most, WEEKS) + 1)]
    ]
    if len(trends) > 1 and sum(len(trend.trends) for trend in trends) > MOST_TRENDS // 4:
        trends = [replace(trend, trends=leading(trend)) for trend in trends]
    shown = [trend for trend in trends if trend.trends][:MOST_TRENDS]
    title = title_of(shown)
    draw = partial(draw_trend, shown[0].last(min(most, MOST_DRAWN))) if len(shown) == 1 else None
    sheet = sheet_of([each.last(most) for each in shown], title)
    return QuestionAnswer("\n".join(lines(shown, most)), title, sheet, draw)


def chosen(trend: AxisTrend, titles: set[str]) -> tuple[Trend, ...]:
    """Return the trends of the indicators that were named, all of them where none was."""
    return tuple(each for each in trend.trends if not titles or each.title in titles)


def leading(trend: AxisTrend) -> tuple[Trend, ...]:
    """Return the one trend by which an axis is told: one with a target, else the first of which anything is known."""
    known = [each for each in trend.trends if any(point.value is not None for point in each.points)]
    return tuple((sorted(known, key=lambda each: each.target is None) or list(trend.trends))[:1])


def lines(trends: Sequence[AxisTrend], most: int) -> Iterator[str]:
    """Yield the lines of an answer: the last weeks, then each axis and place with its indicators, and where they lead.

    More weeks than are shown may stand behind where they lead.
    """
    if not trends:
        yield t("ask.course.no_numbers")
        return
    weeks = trends[0].weeks[-most:]
    yield t("ask.course.weeks", count=len(weeks), week=dates.week_label(weeks[-1]))
    for trend in trends:
        place = t("ask.province", province=trend.place) if trend.place else t("ask.country")
        yield ""
        yield t("ask.course.title", axis=trend.axis, place=place)
        yield from (led(each, most, country=not trend.place) for each in trend.trends)
    yield ""
    yield t("ask.course.legend")


def led(trend: Trend, most: int, *, country: bool) -> str:
    """Return an indicator's line, and below it where its course leads, if that is known."""
    text, leads = line(trend.last(most), country=country), outlook(trend)
    return t("ask.course.leads", line=text, outlook=leads) if leads else text


def line(trend: Trend, *, country: bool) -> str:
    """Return an indicator: its course, what it stands at, what was handed back, its change, its share of the target."""
    known = [point for point in trend.points if point.value is not None]
    if not known:
        return beside(t("ask.course.missing", title=trend.title), trend)
    first, last = known[0], known[-1]
    value = writing.quantity(last.value or 0, trend.unit)
    text = beside(t("ask.course.line", title=trend.title, course=sparkline(trend.points), value=value), trend)
    if first is not last:
        change = writing.difference(first.value or 0, last.value or 0, trend.unit)
        text = t("ask.course.change", line=text, change=change)
    if trend.rises and not trend.target:
        text = t("ask.course.no_target", line=text)
    if trend.towards and trend.towards.percent is not None:
        text = t("ask.course.pace", line=text, percent=trend.towards.percent)
    elif (percent := share(last.value, trend.target)) is not None and trend.target is not None:
        text = t("ask.course.target", line=text, percent=percent, target=writing.quantity(trend.target, trend.unit))
    return t("ask.course.provinces", line=text, count=last.provinces) if country else text


def beside(text: str, trend: Trend) -> str:
    """Return what a province stands at, with what was handed back beside it."""
    if trend.handed_back is None:
        return text
    return t("ask.course.handed_back", line=text, value=writing.quantity(trend.handed_back, trend.unit))


def title_of(trends: Sequence[AxisTrend]) -> str:
    """Return what the files of an answer are called."""
    names = dict.fromkeys(name for trend in trends for name in (trend.axis, trend.place or t("ask.country")))
    return t("common.comma").join(names) if len(names) <= MOST_NAMES else t("ask.course.file")


def sheet_of(trends: Sequence[AxisTrend], title: str) -> Sheet:
    """Return a row for every axis, place, indicator and week."""
    heads = ("axis", "place", "indicator", "unit", "week", "day", "value", "state", "target")
    columns = tuple(Column(t(f"ask.sheet.{head}"), 28 if head == "indicator" else 16) for head in heads)
    rows = tuple(row_of(trend, each, point) for trend in trends for each in trend.trends for point in each.points)
    return Sheet(title or t("ask.country"), columns, rows, frozen_columns=0)


def row_of(axis: AxisTrend, trend: Trend, point: Point) -> tuple[Cell, ...]:
    """Return one week of an indicator as a row; Jalali text beside a true date."""
    unit = trend.unit
    return (
        Cell(axis.axis),
        Cell(axis.place or t("ask.country")),
        Cell(trend.title),
        Cell(unit.title),
        Cell(dates.numeric(point.week.wednesday)),
        Cell(point.week.wednesday),
        Cell(None if point.value is None else unit.shown(point.value)),
        Cell(t(f"ask.state.{point.state}")),
        Cell(None if trend.target is None else unit.shown(trend.target)),
    )
