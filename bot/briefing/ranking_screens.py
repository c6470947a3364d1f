"""The provinces by how far they are on the way to their targets, of an axis or of all: who is behind first. Pure."""

from bot.briefing import buttons
from bot.conversing.screen import Screen
from bot.figures.progress_lines import ranked_line
from bot.figures.ranking import ranking, reached_by, reached_on_axis
from bot.figures.records import Figures
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.pace import percent
from bot.programme.provinces import PROVINCES


def show_ranking(figures: Figures, axis: str = "") -> Screen:
    """Return the ranking of the provinces, of an axis or of all that the reader sees."""
    title = t("pace.ranking.axis", axis=figures.short(axis)) if axis else t("pace.ranking.title")
    lines = [title, dates.week_label(figures.week), *ranking_lines(figures, axis)]
    return Screen("\n".join(lines), buttons.of_ranking(figures.week.key, axis))


def ranking_lines(figures: Figures, axis: str = "", *, best_first: bool = False) -> list[str]:
    """Return who is behind, a line each with what is furthest behind; then the others; then of whom nothing is known.

    ``best_first`` begins with those that are furthest ahead, a line each.
    """
    found = ranking(figures, axis)
    if not found:
        return [t("pace.ranking.nothing")]
    country = percent(reached_on_axis(figures, "", axis) if axis else reached_by(figures, ""))
    told = found[::-1] if best_first else tuple(each for each in found if each.behind)
    others = [] if best_first else [each for each in found if not each.behind]
    names = [t("pace.ranking.other", province=each.province.name, percent=each.percent) for each in others]
    ranked = {each.province for each in found}
    unknown = [each.name for each in PROVINCES if each not in ranked]
    lines = [] if country is None else [t("pace.ranking.country", percent=country)]
    lines.append("")
    if not best_first:
        lines.append(t("pace.ranking.behind", count=len(told)) if told else t("pace.ranking.none_behind"))
    lines += [ranked_line(figures, each, place, axis) for place, each in enumerate(told, 1)]
    lines += [t("pace.ranking.others", names=t("common.comma").join(names))] if names else []
    lines += [t("pace.ranking.unknown", count=len(unknown), names=t("common.comma").join(unknown))] if unknown else []
    return [*lines, "", t("pace.ranking.note")]
