"""Prints the report of a week, a month or a quarter as the office signs it: a page to decide by, then the axes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.briefing.digest_lines import leading_figure
from bot.briefing.drawing.decisions import decisions_data
from bot.briefing.drawing.heatmap import WORDS, heatmap_data, sign
from bot.briefing.drawing.letter import document_data, letter_data
from bot.briefing.drawing.moves import national_move, province_move
from bot.briefing.drawing.pacemap import has_paces, pacemap_data
from bot.counting.rules import Tally
from bot.drawing.press import print_pdf
from bot.figures.records import Figures, National
from bot.figures.trend import AxisTrend
from bot.figures.wording import column_head, standing_column
from bot.language import writing
from bot.language.catalogue import t
from bot.language.units import UNITS
from bot.obstacles.figures import AgencyLoad, AnswerRate, OwnerAnswers, load_by_agency
from bot.obstacles.lines import ObstacleLine
from bot.programme.kinds import IndicatorKind
from bot.programme.provinces import PROVINCES
from storage.programme import Axis, Indicator

HEADS = ("axis", "indicator", "value", "target", "percent", "pace", "change", "provinces", "this_week")
ANSWERING = ("owner", "asked", "in_time", "after_time", "overdue")
OF_TARGETS = frozenset({"target", "percent", "pace"})
"""Columns that are left out where no target is set."""
AXIS_HEADS = ("province", "state", "value", "target", "pace", "change")


@dataclass(frozen=True)
class PaperSpan:
    """What a report is of: «week», «month» or «quarter», its title, and its number as the office writes it."""

    kind: str
    title: str
    number: str


@dataclass(frozen=True)
class Paper:
    """All that a report says: ``before`` is where everything stood before the span, ``head`` that of the audit trail.

    ``trends`` by axis are for the annex.
    """

    span: PaperSpan
    figures: Figures
    before: Figures | None
    received: Tally
    obstacles: tuple[ObstacleLine, ...]
    answering: tuple[OwnerAnswers, ...]
    rate: AnswerRate
    head: str
    trends: Mapping[str, AxisTrend] = field(default_factory=dict)


def print_paper(paper: Paper) -> bytes:
    """Return the PDF, of at most 20 pages for 35 axes; takes about a second of a core."""
    return print_pdf("paper.typ", paper_data(paper))


def paper_data(paper: Paper) -> dict[str, Any]:
    """Return what the template shows."""
    figures, weekly = paper.figures, paper.span.kind == "week"
    return {
        **document_data(paper.span.title, figures.moment),
        "letter": letter_data(paper.span.number, figures.moment, len(figures.axes)),
        "subject": t("brief.paper.subject", title=paper.span.title, programme=figures.programme.title),
        "motto": t("brief.paper.motto", motto=figures.programme.motto) if figures.programme.motto else "",
        "head": t("digest.audit", head=paper.head),
        "decisions": decisions_data(figures, paper.before, paper.received, paper.obstacles, paper.rate, weekly=weekly),
        "summary": _summary(paper),
        "pacemap": pacemap_data(figures) if has_paces(figures) else None,
        "heatmap": heatmap_data(figures) if weekly else None,
        "axes": [_axis(paper, axis) for axis in figures.axes],
        "axis_heads": [t(f"brief.paper.head.{head}") for head in AXIS_HEADS],
        "words": {key: t(f"brief.heatmap.{key}") for key in WORDS},
    }


def _summary(paper: Paper) -> dict[str, Any]:
    counted = [each for each in paper.figures.nationals if not each.counts]
    numeric = [each for each in counted if each.indicator.kind != IndicatorKind.TEXT]
    heads = [head for head in HEADS if head not in OF_TARGETS or any(each.target is not None for each in numeric)]
    return {
        "title": t("brief.paper.summary"),
        "heads": [t(f"brief.paper.head.{head}") for head in heads],
        "rows": [[_cell(paper, each, head) for head in heads] for each in numeric],
        "obstacles": {
            "title": t("brief.paper.obstacles"),
            "none": t("brief.paper.no_obstacles"),
            "heads": [t(f"brief.paper.head.{head}") for head in ("agency", "obstacles", "provinces", "oldest")],
            "rows": [_load_row(load) for load in load_by_agency(paper.obstacles)],
        },
        "answering": {
            "title": t("brief.paper.answering"),
            "heads": [t(f"brief.paper.head.{head}") for head in ANSWERING],
            "rows": [_answering_row(each) for each in paper.answering],
        },
    }


def _load_row(load: AgencyLoad) -> list[str]:
    age = t("province_week.obstacles.days", days=load.oldest) if load.oldest else t("province_week.obstacles.today")
    return [load.agency, writing.number(load.obstacles), writing.number(load.provinces), age]


def _answering_row(each: OwnerAnswers) -> list[str]:
    return [each.owner, *map(writing.number, (each.asked, each.in_time, each.after_time, each.overdue))]


def _cell(paper: Paper, each: National, head: str) -> Any:
    """Return what stands under a head in the row of an indicator; nothing that could be taken for a zero."""
    match head:
        case "axis":
            return next(axis.short for axis in paper.figures.axes if axis.code == each.indicator.axis)
        case "indicator":
            return each.indicator.title
        case "value":
            return t("numbers.missing") if each.value is None else writing.brief_quantity(each.value, each.unit)
        case "target" if each.target is not None:
            return writing.rounded(each.target, each.unit)
        case "percent" if each.percent is not None:
            return writing.percent(each.percent)
        case "pace" if each.pace is not None:
            return writing.percent(each.pace)
        case "change":
            return national_move(each, paper.before)
        case "provinces" if each.value is not None:
            return t("brief.heatmap.of", done=each.provinces, all=len(PROVINCES))
        case "this_week" if each.value is not None:
            return (
                writing.number(each.this_week) if paper.figures.is_asked(each.indicator) else t("ask.state.not_asked")
            )
    return ""


def _axis(paper: Paper, axis: Axis) -> dict[str, Any]:
    """Return an axis by its leading indicator: value, target, percent of the pace and change of each province."""
    figures = paper.figures
    leading = leading_figure(figures, axis.code, of_provinces=True)
    asked = [each for each in figures.of_axis(axis.code) if each.indicator.reporter == "province"]
    shown = leading or next(iter(asked), None)
    if shown is None:
        return {"title": t("brief.paper.axis", number=axis.position, title=axis.short), "indicator": "", "rows": []}
    return {
        "title": t("brief.paper.axis", number=axis.position, title=axis.short),
        "indicator": column_head(shown.indicator),
        "rows": [_row(paper, province.code, province.name, axis, shown.indicator) for province in PROVINCES],
        "country": {
            "name": t("brief.picture.country"),
            "value": _country(shown),
            "target": writing.rounded(shown.target, shown.unit) if shown.target is not None else "",
            "pace": writing.number(shown.pace) if shown.pace is not None else "",
            "change": national_move(shown, paper.before),
        },
    }


def _country(each: National) -> str:
    return "" if each.counts or each.value is None else writing.rounded(each.value, each.unit)


def _row(paper: Paper, province: str, name: str, axis: Axis, indicator: Indicator) -> dict[str, Any]:
    figures, unit = paper.figures, UNITS[indicator.unit]
    target, towards = figures.targets.get((indicator.code, province)), figures.towards(province, indicator)
    return {
        "name": name,
        "cell": sign(figures.cell(province, axis.code)) if axis in figures.due else None,
        "value": standing_column(figures, province, indicator),
        "known": figures.has_said(province, indicator.code),
        "target": writing.rounded(target, unit) if target is not None else "",
        "pace": writing.number(towards.percent) if towards and towards.percent is not None else "",
        "change": province_move(figures, paper.before, province, indicator),
    }
