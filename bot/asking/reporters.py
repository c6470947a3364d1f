"""Who has reported in a week and who has not; and where single provinces stand."""

from functools import partial

from bot.asking.answer import QuestionAnswer
from bot.asking.question import Question
from bot.asking.scene import Scene
from bot.briefing.drawing.card import draw_card
from bot.briefing.drawing.heatmap import draw_heatmap
from bot.briefing.province_screens import completeness, show_province
from bot.figures.loading import count
from bot.figures.records import Figures
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.provinces import PROVINCES, by_code
from bot.sheets.book import Cell, Column, Sheet


async def answer_standing(scene: Scene, question: Question) -> QuestionAnswer:
    """Return which provinces are complete, in part and silent, of the axes that were asked."""
    figures = await count(scene.tx, scene.moment, scene.codes(question), await scene.week(question))
    title = t("ask.standing.title")
    lines = [title, dates.week_label(figures.week)]
    if question.axes:
        lines.append(t("ask.standing.axes", axes=t("common.comma").join(axis.short for axis in figures.axes)))
    lines += ["", *completeness(figures)] if figures.due else ["", t("ask.standing.not_asked")]
    return QuestionAnswer("\n".join(lines), t("ask.standing.file"), sheet_of(figures), partial(draw_heatmap, figures))


async def answer_province(scene: Scene, question: Question) -> QuestionAnswer:
    """Return a week of the provinces that were asked, axis by axis."""
    figures = await count(scene.tx, scene.moment, scene.codes(question), await scene.week(question))
    return of_provinces(figures, question, [show_province(figures, code).text for code in question.provinces])


def of_provinces(figures: Figures, question: Question, texts: list[str]) -> QuestionAnswer:
    """Return texts about the provinces that were asked, with their sheet, and of a single one the card."""
    title = t("common.comma").join(by_code(code).name for code in question.provinces)
    one = question.provinces[0] if len(question.provinces) == 1 else ""
    draw = partial(draw_card, figures, one) if one else None
    return QuestionAnswer("\n\n".join(texts), title, sheet_of(figures, question.provinces), draw)


def sheet_of(figures: Figures, provinces: tuple[str, ...] = ()) -> Sheet:
    """Return a row a province and a column an axis, with the state of each report."""
    columns = (Column(t("ask.sheet.place"), 24), *(Column(axis.short, 18) for axis in figures.due))
    rows = tuple(
        (Cell(province.name), *(Cell(state_of(figures, province.code, axis.code)) for axis in figures.due))
        for province in PROVINCES
        if not provinces or province.code in provinces
    )
    return Sheet(t("ask.standing.file"), columns, rows, (dates.week_label(figures.week),), frozen_columns=1)


def state_of(figures: Figures, province: str, axis: str) -> str:
    """Return the state of a report in a word."""
    cell = figures.cell(province, axis)
    state = t(f"ask.cell.{cell.state}")
    return t("ask.cell.late", state=state) if cell.late else state
