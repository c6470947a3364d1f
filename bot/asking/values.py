"""An axis in all provinces: a line a province, with its progress; in the alphabet's order, by value or by progress."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from bot.asking.answer import QuestionAnswer
from bot.asking.question import Question
from bot.asking.scene import Scene
from bot.briefing.digest_lines import leading_figure
from bot.figures.loading import count
from bot.figures.progress_lines import with_pace
from bot.figures.records import Figures, National
from bot.figures.trending import WEEKS, list_changes
from bot.figures.wording import handed_back_notes, national_text, standing_text, value_text
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.language.units import UNITS
from bot.programme.kinds import rules_of
from bot.programme.pace import share
from bot.programme.provinces import PROVINCES, Province
from bot.programme.standing import Key
from bot.sheets.book import Cell, Column, Sheet
from storage.programme import Indicator

JUDGED = frozenset({"best", "worst"})
"""Orders by progress: by pace, without a target by what changed."""


async def answer_values(scene: Scene, question: Question) -> QuestionAnswer:
    """Return what every province stands at, of the indicators named, else of the leading one of each axis."""
    figures = await count(scene.tx, scene.moment, scene.codes(question), await scene.week(question))
    asked = [each for axis in scene.asked(question) for each in figures_asked(figures, question, axis.code)]
    changes = await list_changes(scene.tx, figures) if question.order in JUDGED else {}
    lines = [dates.week_label(figures.week)]
    for each in asked:
        lines += ["", *lines_of(figures, each, question, changes)]
    if others := [each.title for each in figures.indicators if is_other(each, asked)]:
        lines += ["", t("ask.values.others", example=others[0])]
    title = t("common.comma").join(axis.short for axis in scene.asked(question))
    return QuestionAnswer("\n".join(lines), title, sheet_of(figures, asked, title))


def is_other(indicator: Indicator, asked: list[National]) -> bool:
    """Return whether an indicator could have been asked for beside those that were."""
    shown = [each.indicator for each in asked]
    return indicator.reporter == "province" and rules_of(indicator).amount and indicator not in shown


def figures_asked(figures: Figures, question: Question, axis: str) -> list[National]:
    """Return the figures of an axis that a question wants."""
    own = [each for each in figures.of_axis(axis) if each.indicator.reporter == "province"]
    named = [each for each in own if each.indicator.code in question.indicators]
    leading = leading_figure(figures, axis)
    return named or ([leading] if leading else own[:1])


def lines_of(figures: Figures, national: National, question: Question, changes: Mapping[Key, int]) -> Iterator[str]:
    """Yield a title with the country's figure, and a line for each province, with its progress.

    ``changes`` stand beside the values where progress is asked for and no target says what it is.
    """
    yield t("ask.values.title", axis=figures.short(national.indicator.axis), title=national.indicator.title)
    yield t("ask.values.country", value=national_text(national), provinces=national.provinces)
    code, order = national.indicator.code, question.order
    if order in JUDGED:
        by_pace = has_paces(figures, national.indicator)
        yield t("ask.values.by_pace") if by_pace else t("ask.values.by_change", weeks=WEEKS)
    for province in ordered(figures, national.indicator, order, changes)[: question.count or None]:
        yield province_line(figures, national.indicator, province, changes)
    if missing := [each.name for each in PROVINCES if not figures.has_said(each.code, code)]:
        yield t("ask.values.missing", count=len(missing), names=t("common.comma").join(missing))


def province_line(figures: Figures, indicator: Indicator, province: Province, changes: Mapping[Key, int]) -> str:
    """Return what a province stands at, with the percent of its pace, else with its share of a target or its change."""
    key, towards = (province.code, indicator.code), figures.towards(province.code, indicator)
    value = standing_text(figures, province.code, indicator)
    line = t("ask.values.line", province=province.name, value=value)
    if towards:
        return with_pace(line, towards)
    held, target = figures.values.get(key), figures.targets.get((indicator.code, province.code))
    if (percent := share(held.value if held else None, target)) is not None:
        return t("ask.values.share", line=line, percent=percent)
    if key not in changes:
        return line
    return t("ask.values.change", line=line, change=writing.difference(0, changes[key], UNITS[indicator.unit]))


def has_paces(figures: Figures, indicator: Indicator) -> bool:
    """Say whether any province has a target of an indicator that sets a pace."""
    return any(figures.towards(each.code, indicator) for each in PROVINCES)


def ordered(figures: Figures, indicator: Indicator, order: str, changes: Mapping[Key, int]) -> list[Province]:
    """Return the provinces that have said anything, in the alphabet's order or as was asked.

    One of which that by which they are put in order is not known comes last.
    """
    said = [each for each in PROVINCES if figures.has_said(each.code, indicator.code)]
    if not order:
        return said
    measures = {each: measure(figures, indicator, each, order, changes) for each in said}
    known = [each for each in said if measures[each] is not None]
    known.sort(key=lambda each: measures[each] or 0, reverse=order in {"most", "best"})
    return [*known, *(each for each in said if each not in known)]


def measure(
    figures: Figures, indicator: Indicator, province: Province, order: str, changes: Mapping[Key, int]
) -> Fraction | int | None:
    """Return by what a province is put in order: its value; its progress; without any target its change."""
    held = figures.values.get((province.code, indicator.code))
    if order not in JUDGED:
        return held.value if held else None
    if has_paces(figures, indicator):
        towards = figures.towards(province.code, indicator)
        return towards.reached if towards else None
    return changes.get((province.code, indicator.code))


def sheet_of(figures: Figures, asked: list[National], title: str) -> Sheet:
    """Return a row a province, with a column for each indicator and one for each target."""
    columns = [Column(t("ask.sheet.place"), 24)]
    for each in asked:
        head = t("ask.sheet.with_unit", title=each.indicator.title, unit=each.unit.title)
        columns += [Column(head, 24), Column(t("ask.sheet.target_of", title=each.indicator.title), 24)]
    indicators = [each.indicator for each in asked]
    notes = {each.code: handed_back_notes(figures, each.code, indicators) for each in PROVINCES}
    noted = any(notes.values())
    columns += [Column(t("brief.handed_back.head"), 40)] if noted else []
    rows = tuple(
        (
            Cell(province.name),
            *(cell for each in asked for cell in cells_of(figures, each, province)),
            *([Cell(notes[province.code] or None)] if noted else []),
        )
        for province in PROVINCES
    )
    return Sheet(title, tuple(columns), rows, (dates.week_label(figures.week),), frozen_columns=1)


def cells_of(figures: Figures, national: National, province: Province) -> tuple[Cell, Cell]:
    """Return a province's value and target; a number as a number, words as text."""
    indicator, unit = national.indicator, national.unit
    held = figures.values.get((province.code, indicator.code))
    target = figures.targets.get((indicator.code, province.code))
    value = Cell(unit.shown(held.value)) if held and held.value is not None else Cell(value_text(indicator, held))
    return value, Cell(None if target is None else unit.shown(target))
