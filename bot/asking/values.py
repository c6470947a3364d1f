"""An axis in all provinces: a line a province, with the share of its target; in the alphabet's order, or by value."""

from collections.abc import Iterator

from bot.asking.answer import QuestionAnswer
from bot.asking.question import Question
from bot.asking.scene import Scene
from bot.briefing.digest_lines import leading_figure
from bot.figures.loading import count
from bot.figures.records import Figures, National
from bot.figures.wording import handed_back_notes, national_text, standing_text, value_text
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.kinds import rules_of
from bot.programme.pace import share
from bot.programme.provinces import PROVINCES, Province
from bot.programme.standing import Value
from bot.sheets.book import Cell, Column, Sheet
from storage.programme import Indicator


async def answer_values(scene: Scene, question: Question) -> QuestionAnswer:
    """Return what every province stands at, of the indicators named, else of the leading one of each axis."""
    figures = await count(scene.tx, scene.moment, scene.codes(question), await scene.week(question))
    asked = [each for axis in scene.asked(question) for each in figures_asked(figures, question, axis.code)]
    lines = [dates.week_label(figures.week)]
    for each in asked:
        lines += ["", *lines_of(scene, figures, each, question)]
    if others := [each.title for each in figures.indicators if is_other(each, asked)]:
        lines += ["", t("ask.values.others", example=others[0])]
    title = t("common.comma").join(axis.short for axis in scene.asked(question))
    return QuestionAnswer("\n".join(lines), title, sheet_of(scene, figures, asked, title))


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


def lines_of(scene: Scene, figures: Figures, national: National, question: Question) -> Iterator[str]:
    """Yield a title with the country's figure, and a line for each province, or for the first so many of them."""
    short = next(axis.short for axis in figures.axes if axis.code == national.indicator.axis)
    yield t("ask.values.title", axis=short, title=national.indicator.title)
    yield t("ask.values.country", value=national_text(national), provinces=national.provinces)
    code = national.indicator.code
    for province, held in ordered(figures, code, question.order)[: question.count or None]:
        value = standing_text(figures, province.code, national.indicator)
        line = t("ask.values.line", province=province.name, value=value)
        percent = share(held.value, scene.plan.targets.get((code, province.code))) if held else None
        yield line if percent is None else t("ask.values.share", line=line, percent=percent)
    if missing := [each.name for each in PROVINCES if not figures.has_said(each.code, code)]:
        yield t("ask.values.missing", count=len(missing), names=t("common.comma").join(missing))


def ordered(figures: Figures, indicator: str, order: str) -> list[tuple[Province, Value | None]]:
    """Return the provinces with their values, in the alphabet's order or by their numbers.

    One of which nothing counts, but something was handed back, comes last.
    """
    said = [each for each in PROVINCES if figures.has_said(each.code, indicator)]
    known = [(each, held) for each in said if (held := figures.values.get((each.code, indicator)))]
    alone = [(each, None) for each in said if (each.code, indicator) not in figures.values]
    if order:
        known.sort(key=lambda each: each[1].value or 0, reverse=order == "most")
    return [*known, *alone]


def sheet_of(scene: Scene, figures: Figures, asked: list[National], title: str) -> Sheet:
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
            *(cell for each in asked for cell in cells_of(scene, figures, each, province)),
            *([Cell(notes[province.code] or None)] if noted else []),
        )
        for province in PROVINCES
    )
    return Sheet(title, tuple(columns), rows, (dates.week_label(figures.week),), frozen_columns=1)


def cells_of(scene: Scene, figures: Figures, national: National, province: Province) -> tuple[Cell, Cell]:
    """Return a province's value and target; a number as a number, words as text."""
    indicator, unit = national.indicator, national.unit
    held = figures.values.get((province.code, indicator.code))
    target = scene.plan.targets.get((indicator.code, province.code))
    value = Cell(unit.shown(held.value)) if held and held.value is not None else Cell(value_text(indicator, held))
    return value, Cell(None if target is None else unit.shown(target))
