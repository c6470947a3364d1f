"""Who is how far on the way to the targets: provinces by the one measure, or the axes of a province or the country."""

from collections.abc import Iterator

from bot.asking.answer import QuestionAnswer
from bot.asking.question import Question
from bot.asking.scene import Scene
from bot.asking.values import answer_values
from bot.figures.loading import count
from bot.figures.ranking import Ranked, furthest_behind, paces, ranking, reached_by, reached_on_axis
from bot.figures.records import Figures
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.language.units import UNITS
from bot.programme.pace import BEHIND, TargetPace, percent
from bot.programme.provinces import PROVINCES, by_code
from bot.sheets.book import Cell, Column, Sheet
from storage.programme import Axis, Indicator

MOST_LINES = 10


async def answer_pace(scene: Scene, question: Question) -> QuestionAnswer:
    """Return provinces, or axes, by what they have reached of what was to be expected by now; how much is missing."""
    figures = await count(scene.tx, scene.moment, scene.codes(question), await scene.week(question))
    if not any(place or _of_country(question) for _code, place in figures.targets):
        by_change = question.axes and question.order and not question.provinces and not _of_country(question)
        return await answer_values(scene, question) if by_change else QuestionAnswer(t("ask.pace.no_target"))
    lines = [dates.week_label(figures.week), *_lines(figures, question, scene)]
    title = t("ask.pace.file")
    return QuestionAnswer("\n".join(lines), title, sheet_of(figures, title))


def _of_country(question: Question) -> bool:
    """Say whether it is about the country's axes, and not about who among the provinces."""
    return not question.provinces and bool(question.words & {"which_axis", "on_pace", "country"})


def _lines(figures: Figures, question: Question, scene: Scene) -> Iterator[str]:
    if question.provinces:
        for place in question.provinces:
            yield from _of_province(figures, question, place, scene)
    elif _of_country(question):
        yield from _axes(figures, "", question)
    elif question.axes:
        for axis in scene.asked(question):
            yield from _ranked(figures, question, axis)
    else:
        yield from _ranked(figures, question, None)


def _of_province(figures: Figures, question: Question, place: str, scene: Scene) -> Iterator[str]:
    """Yield where a province stands: the axes that are named with its place among the provinces, else all."""
    if not question.axes:
        yield from _axes(figures, place, question)
        return
    for axis in scene.asked(question):
        named = t("ask.course.title", axis=axis.short, place=t("ask.province", province=by_code(place).name))
        yield from ("", named)
        led = list(_asked(figures, place, axis, question))
        yield from [_led(indicator, pace) for indicator, pace in led] or [t("ask.pace.no_own_target")]
        order = [each.province.code for each in reversed(ranking(figures, axis.code))]
        if place in order:
            yield t("ask.pace.rank", place=order.index(place) + 1, count=len(order))


def _axes(figures: Figures, place: str, question: Question) -> Iterator[str]:
    """Yield the axes of a province, or of the country, the furthest behind first."""
    name = t("ask.province", province=by_code(place).name) if place else t("ask.country")
    whole = percent(reached_by(figures, place))
    yield from ("", t("ask.pace.axes", place=name))
    if whole is not None:
        yield t("ask.pace.whole", percent=whole)
    known = [
        (reached, axis) for axis in figures.axes if (reached := reached_on_axis(figures, place, axis.code)) is not None
    ]
    known.sort(key=lambda each: each[0], reverse=question.order == "best")
    for reached, axis in known:
        line = t("ask.pace.line", name=axis.short, percent=percent(reached) or 0)
        yield _with_gaps(line, figures, place, axis)
    silent = [axis.short for axis in figures.axes if _silent(figures, place, axis)]
    if not known and not silent:
        yield t("ask.pace.no_own_target") if place else t("ask.pace.no_target")
    if silent:
        yield t("ask.values.missing", count=len(silent), names=t("common.comma").join(silent))


def _ranked(figures: Figures, question: Question, axis: Axis | None) -> Iterator[str]:
    """Yield the provinces in the order that was asked for: the first so many, those that are behind, or all."""
    ranked = ranking(figures, axis.code if axis else "")
    yield from ("", t("ask.pace.title", what=axis.short if axis else t("ask.pace.all_axes")))
    if question.order == "best":
        shown = ranked[::-1][: question.count or None]
        yield from (t("ask.pace.line", name=each.province.name, percent=each.percent) for each in shown)
    elif question.count:
        yield from (_lagging(figures, axis, each) for each in ranked[: question.count])
    else:
        behind = [each for each in ranked if each.behind]
        yield from (_lagging(figures, axis, each) for each in behind[:MOST_LINES])
        if len(behind) > MOST_LINES:
            yield t("ask.pace.more", count=len(behind) - MOST_LINES)
        on_pace = len(ranked) - len(behind)
        yield t("ask.pace.others", count=on_pace) if behind else t("ask.pace.nobody", count=on_pace)
    yield from _not_ranked(figures, axis, {each.province.code for each in ranked})


def _not_ranked(figures: Figures, axis: Axis | None, ranked: set[str]) -> Iterator[str]:
    """Yield who stands in no ranking: provinces with targets that have not reported, and those without targets."""
    own = {each.code for each in figures.indicators if axis is None or each.axis == axis.code}
    targeted = {place for code, place in figures.targets if place and code in own}
    for key, found in (
        ("ask.values.missing", [each.name for each in PROVINCES if each.code in targeted - ranked]),
        ("ask.pace.free", [each.name for each in PROVINCES if each.code not in targeted]),
    ):
        if found:
            yield t(key, count=len(found), names=t("common.comma").join(found))


def _lagging(figures: Figures, axis: Axis | None, each: Ranked) -> str:
    """Return a province with what is missing: on an axis of each indicator, else the one that is furthest behind."""
    line, place = t("ask.pace.line", name=each.province.name, percent=each.percent), each.province.code
    if axis:
        return _with_gaps(line, figures, place, axis)
    return _with_furthest(line, figures, place)


def _asked(figures: Figures, place: str, axis: Axis, question: Question) -> Iterator[tuple[Indicator, TargetPace]]:
    """Yield the indicators of an axis that have a target in a place, of named ones only these."""
    for indicator, pace in paces(figures, place, axis.code):
        if not question.indicators or indicator.code in question.indicators:
            yield indicator, pace


def _led(indicator: Indicator, pace: TargetPace) -> str:
    """Return how far an indicator is on its way, and what is missing by now and to the end of the year."""
    unit = UNITS[indicator.unit]
    if pace.value is None:
        target = writing.quantity(pace.target, unit)
        return t(
            "ask.pace.unsaid", title=indicator.title, target=target, expected=writing.quantity(pace.expected, unit)
        )
    told: dict[str, str | int] = {
        "title": indicator.title,
        "value": writing.quantity(pace.value, unit),
        "target": writing.quantity(pace.target, unit),
        "percent": pace.percent or 0,
        "rest": writing.quantity(max(pace.target - pace.value, 0), unit),
    }
    gap = pace.expected - pace.value
    return t("ask.pace.led", **told, gap=writing.quantity(gap, unit)) if gap > 0 else t("ask.pace.ahead", **told)


def _with_gaps(line: str, figures: Figures, place: str, axis: Axis) -> str:
    """Return a line with what is missing of what was to be expected, of each indicator that is behind."""
    gaps = [
        t(
            "ask.pace.gap",
            title=indicator.title,
            gap=writing.quantity(pace.expected - pace.value, UNITS[indicator.unit]),
        )
        for indicator, pace in paces(figures, place, axis.code)
        if pace.reached is not None and pace.value is not None and pace.reached < BEHIND
    ]
    return t("ask.pace.gaps", line=line, gaps=t("common.comma").join(gaps)) if gaps else line


def gaps_of(figures: Figures, place: str, axis: Axis) -> list[str]:
    """Return a line for each indicator of an axis with a target in a place."""
    return [_led(indicator, pace) for indicator, pace in paces(figures, place, axis.code)]


def _with_furthest(line: str, figures: Figures, place: str) -> str:
    """Return a line with the indicator that a province is furthest behind with."""
    found = furthest_behind(figures, place)
    if found is None:
        return line
    indicator, pace = found
    return t(
        "ask.pace.furthest",
        line=line,
        axis=figures.short(indicator.axis),
        title=indicator.title,
        percent=pace.percent or 0,
    )


def _silent(figures: Figures, place: str, axis: Axis) -> bool:
    """Say whether an axis has targets in a place and nothing was reported on them."""
    led = list(paces(figures, place, axis.code))
    return bool(led) and all(pace.value is None for _indicator, pace in led)


def sheet_of(figures: Figures, title: str) -> Sheet:
    """Return a row for every province and indicator with a target."""
    heads = ("place", "axis", "indicator", "unit", "value", "target", "expected", "pace")
    columns = tuple(Column(t(f"ask.sheet.{head}"), 28 if head == "indicator" else 16) for head in heads)
    rows = tuple(
        _row(name, axis, indicator, pace)
        for place, name in [("", t("ask.country")), *((each.code, each.name) for each in PROVINCES)]
        for axis in figures.axes
        for indicator, pace in paces(figures, place, axis.code)
    )
    return Sheet(title, columns, rows, (dates.week_label(figures.week),), frozen_columns=1)


def _row(name: str, axis: Axis, indicator: Indicator, pace: TargetPace) -> tuple[Cell, ...]:
    unit = UNITS[indicator.unit]
    return (
        Cell(name),
        Cell(axis.short),
        Cell(indicator.title),
        Cell(unit.title),
        Cell(None if pace.value is None else unit.shown(pace.value)),
        Cell(unit.shown(pace.target)),
        Cell(unit.shown(pace.expected)),
        Cell(pace.percent),
    )
