"""Which provinces are behind on the way to their targets, or ahead: neither who has least, nor who has not reported."""

from bot.asking.answer import QuestionAnswer
from bot.asking.question import Question
from bot.asking.scene import Scene
from bot.briefing.ranking_screens import ranking_lines
from bot.figures.loading import count
from bot.figures.ranking import furthest_behind, ranking
from bot.figures.records import Figures
from bot.language import dates
from bot.language.catalogue import t
from bot.sheets.book import Cell, Column, Sheet


async def answer_ranking(scene: Scene, question: Question) -> QuestionAnswer:
    """Return the ranking of the provinces over all axes that may be seen."""
    figures = await count(scene.tx, scene.moment, scene.codes(question), await scene.week(question))
    lines = ranking_lines(figures, best_first=question.order in {"best", "most"})
    text = "\n".join([t("pace.ranking.title"), dates.week_label(figures.week), *lines])
    return QuestionAnswer(text, t("pace.ranking.file"), sheet_of(figures))


def sheet_of(figures: Figures) -> Sheet:
    """Return a row a province, the furthest behind first."""
    heads = (t("ask.sheet.place"), t("pace.ranking.percent"), t("pace.ranking.furthest"))
    rows = []
    for each in ranking(figures):
        found = furthest_behind(figures, each.province.code)
        furthest = t("ask.sheet.of_axis", axis=figures.short(found[0].axis), title=found[0].title) if found else None
        rows.append((Cell(each.province.name), Cell(each.percent), Cell(furthest)))
    columns = tuple(Column(head, 40 if head == heads[-1] else 20) for head in heads)
    return Sheet(t("pace.ranking.file"), columns, tuple(rows), (dates.week_label(figures.week),), frozen_columns=1)
