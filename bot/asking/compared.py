"""Figures beside those of an earlier week: a week or some before, the end of last month, the same week of last year."""

from datetime import timedelta

from bot.asking.answer import QuestionAnswer
from bot.asking.question import Question
from bot.asking.scene import Scene
from bot.figures.loading import count
from bot.figures.records import Figures
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.language.units import UNITS
from bot.language.week import Week, week_of
from bot.programme.in_memory import find_programme
from bot.programme.kinds import rules_of
from bot.programme.provinces import by_code
from bot.sheets.book import Cell, Column, Sheet
from storage.programme import Indicator

YEAR = timedelta(weeks=52)
"""The same week of last year begins so many days before: on a Saturday as well."""
MOST_AXES = 3
"""Of more axes each shows its first figure alone."""


async def answer_compared(scene: Scene, question: Question) -> QuestionAnswer:
    """Return the figures that were asked for, now and then."""
    now = await scene.week(Question("compared"))
    then = _then(question, now)
    if await find_programme(scene.tx, then.year) is None:
        return QuestionAnswer(t("ask.compared.no_year", week=dates.week_label(then)))
    codes = scene.codes(question)
    counted = [await count(scene.tx, scene.moment, codes, week) for week in (now, then)]
    lines = [t("ask.compared.title", now=dates.week_label(now), then=dates.week_label(then))]
    rows: list[tuple[Cell, ...]] = []
    for axis in scene.asked(question):
        named = scene.indicators(axis, question)
        own = [
            each
            for each in counted[0].indicators
            if each.axis == axis.code and each.reporter == "province" and rules_of(each).amount
        ]
        shown = list(named) or (own if len(scene.asked(question)) <= MOST_AXES else own[:1])
        for place in question.provinces or ("",):
            name = t("ask.province", province=by_code(place).name) if place else t("ask.country")
            lines += ["", t("ask.course.title", axis=axis.short, place=name)]
            lines += [_line(each, *(_value(figures, each, place) for figures in counted)) for each in shown]
            rows += [
                _row(name, axis.short, each, [_value(figures, each, place) for figures in counted]) for each in shown
            ]
    title = t("ask.compared.file")
    return QuestionAnswer("\n".join(lines), title, sheet_of(title, rows, now, then))


def _then(question: Question, now: Week) -> Week:
    """Return the earlier week: of last year, the one in which the period ends, or the one before."""
    if "last_year" in question.words:
        return week_of(now.saturday - YEAR)
    if question.period is None:
        return now.previous
    week = week_of(question.period.end)
    week = week if week.wednesday <= question.period.end else week.previous
    return min(week, now.previous)


def _value(figures: Figures, indicator: Indicator, place: str) -> int | None:
    if place:
        held = figures.values.get((place, indicator.code))
        return held.value if held else None
    return next((each.value for each in figures.nationals if each.indicator.code == indicator.code), None)


def _line(indicator: Indicator, now: int | None, then: int | None) -> str:
    unit = UNITS[indicator.unit]
    values = {"now": writing.quantity_or_missing(now, unit), "then": writing.quantity_or_missing(then, unit)}
    line = t("ask.compared.line", title=indicator.title, **values)
    if now is None or then is None:
        return line
    return t("ask.compared.change", line=line, change=writing.difference(then, now, unit))


def _row(name: str, axis: str, indicator: Indicator, values: list[int | None]) -> tuple[Cell, ...]:
    unit = UNITS[indicator.unit]
    shown = [Cell(None if value is None else unit.shown(value)) for value in values]
    return (Cell(axis), Cell(name), Cell(indicator.title), Cell(unit.title), *shown)


def sheet_of(title: str, rows: list[tuple[Cell, ...]], now: Week, then: Week) -> Sheet:
    """Return a row for every axis, place and indicator."""
    heads = [t(f"ask.sheet.{head}") for head in ("axis", "place", "indicator", "unit")]
    columns = tuple(Column(head, 22) for head in (*heads, dates.week_label(now), dates.week_label(then)))
    return Sheet(title, columns, tuple(rows))
