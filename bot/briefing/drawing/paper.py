"""Prints the weekly report: cover, summary, a page an axis, a page a province."""

from dataclasses import dataclass
from typing import Any

from bot.briefing.drawing.card import Targets, card_data
from bot.briefing.drawing.heatmap import WORDS, heatmap_data
from bot.briefing.drawing.trend import chart_words, trend_data
from bot.briefing.province_screens import completeness
from bot.drawing.press import print_pdf
from bot.figures.records import Figures, National
from bot.figures.trend import AxisTrend
from bot.figures.wording import column_head, standing_column
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.obstacles.figures import AgencyLoad, AnswerRate
from bot.programme.kinds import IndicatorKind
from bot.programme.provinces import PROVINCES
from storage.programme import Axis

HEADS = ("axis", "indicator", "value", "target", "percent", "expected", "provinces", "this_week")
OF_TARGETS = frozenset({"target", "percent", "expected"})
"""Columns that are left out where no target is set."""


@dataclass(frozen=True)
class Paper:
    """All that the weekly report says to a reader: ``trends`` by axis, ``head`` that of the audit trail."""

    figures: Figures
    trends: dict[str, AxisTrend]
    targets: Targets
    loads: tuple[AgencyLoad, ...]
    rate: AnswerRate
    head: str


def print_paper(paper: Paper) -> bytes:
    """Return the PDF; takes about a second of a core for 35 axes."""
    return print_pdf("paper.typ", paper_data(paper))


def paper_data(paper: Paper) -> dict[str, Any]:
    """Return what the template shows."""
    figures = paper.figures
    return {
        "cover": _cover(paper),
        "summary": _summary(paper),
        "heatmap": heatmap_data(figures),
        "axes": [_axis(figures, axis, trend_data(paper.trends[axis.code])) for axis in figures.axes],
        "provinces": [_province(figures, province.code, paper.targets) for province in PROVINCES],
        "words": {key: t(f"brief.heatmap.{key}") for key in WORDS},
        "legend": chart_words(),
        "foot": t("brief.paper.foot", week=dates.week_short(figures.week)),
    }


def _province(figures: Figures, province: str, targets: Targets) -> dict[str, Any]:
    """Return what the card of a province says, the indicators of an axis as lines."""
    data = card_data(figures, province, targets)
    axes = [
        {"title": axis["title"], "cell": axis["cell"], "lines": "\n".join(_line(row) for row in axis["rows"])}
        for axis in data["axes"]
    ]
    return {"title": data["title"], "week": data["week"], "done": data["done"], "axes": axes}


def _line(row: dict[str, Any]) -> str:
    if not row["target"]:
        return t("brief.paper.line", title=row["title"], value=row["value"])
    of = row["of"] or t("brief.paper.of_target", target=row["target"])
    return t("brief.paper.line_of", title=row["title"], value=row["value"], of=of)


def _cover(paper: Paper) -> dict[str, Any]:
    figures, programme = paper.figures, paper.figures.programme
    return {
        "organisation": t("brief.paper.organisation"),
        "title": t("brief.paper.title"),
        "programme": t("brief.paper.programme", title=programme.title, year=programme.year),
        "week": dates.week_label(figures.week),
        "moment": t("brief.heatmap.moment", moment=dates.moment(figures.moment)),
        "scope": t("brief.paper.scope", count=len(figures.axes)),
        "motto": t("brief.paper.motto", motto=programme.motto) if programme.motto else "",
        "head": t("digest.audit", head=paper.head),
    }


def _summary(paper: Paper) -> dict[str, Any]:
    shorts = {axis.code: axis.short for axis in paper.figures.axes}
    counted = [each for each in paper.figures.nationals if not each.counts]
    numeric = [each for each in counted if each.indicator.kind != IndicatorKind.TEXT]
    heads = [head for head in HEADS if head not in OF_TARGETS or any(each.target is not None for each in numeric)]
    return {
        "title": t("brief.paper.summary"),
        "completeness": completeness(paper.figures),
        "heads": [t(f"brief.paper.head.{head}") for head in heads],
        "rows": [[_national_cell(each, shorts[each.indicator.axis], head) for head in heads] for each in numeric],
        "obstacles": {
            "title": t("brief.paper.obstacles"),
            "none": t("brief.paper.no_obstacles"),
            "heads": [t(f"brief.paper.head.{head}") for head in ("agency", "obstacles", "provinces", "oldest")],
            "rows": [_load_row(load) for load in paper.loads],
            "rate": _rate(paper.rate),
        },
    }


def _national_cell(each: National, axis: str, head: str) -> str:
    """Return what stands under a head in the row of an indicator; nothing that could be taken for a zero."""
    match head:
        case "axis":
            return axis
        case "indicator":
            return each.indicator.title
        case "value":
            return writing.quantity_or_missing(each.value, each.unit)
        case "target" | "expected" if (amount := each.target if head == "target" else each.expected) is not None:
            return writing.amount(amount, each.unit)
        case "percent" if each.percent is not None:
            return writing.percent(each.percent)
        case "provinces" if each.value is not None:
            return t("brief.heatmap.of", done=each.provinces, all=len(PROVINCES))
        case "this_week" if each.value is not None:
            return writing.number(each.this_week)
    return ""


def _load_row(load: AgencyLoad) -> list[str]:
    age = t("digest.age.days", days=load.oldest) if load.oldest else t("digest.age.today")
    return [load.agency, writing.number(load.obstacles), writing.number(load.provinces), age]


def _rate(rate: AnswerRate) -> str:
    if not rate.asked:
        return ""
    percent = (200 * rate.answered + rate.asked) // (2 * rate.asked)
    return t("digest.table.answers", answered=rate.answered, asked=rate.asked, percent=percent, late=rate.late)


def _axis(figures: Figures, axis: Axis, trend: dict[str, Any]) -> dict[str, Any]:
    asked = [each for each in figures.indicators if each.axis == axis.code and each.reporter == "province"]
    return {
        "title": t("brief.paper.axis", number=axis.position, title=axis.title),
        "owner": t("brief.paper.owner", owner=axis.owner) if axis.owner else "",
        "due": axis in figures.due,
        "not_asked": t("brief.axis.not_asked"),
        "charts": trend["charts"],
        "time": trend["time"],
        "heads": [t("brief.paper.head.province"), t("brief.paper.head.state"), *map(column_head, asked)],
        "rows": [_province_row(figures, province.code, province.name, axis) for province in PROVINCES],
        "total": t("brief.paper.total"),
        "totals": [_total(each) for each in figures.of_axis(axis.code) if each.indicator.reporter == "province"],
    }


def _province_row(figures: Figures, code: str, name: str, axis: Axis) -> dict[str, Any]:
    cell = figures.cell(code, axis.code)
    values = []
    for indicator in figures.indicators:
        if indicator.axis == axis.code and indicator.reporter == "province":
            known = figures.has_said(code, indicator.code)
            values.append({"text": standing_column(figures, code, indicator), "known": known})
    mark = "returned" if cell.returned else cell.status if cell.status in {"attention", "stopped"} else ""
    return {"name": name, "cell": {"state": cell.state, "late": cell.late, "mark": mark}, "values": values}


def _total(each: National) -> str:
    if each.counts or each.indicator.kind == IndicatorKind.TEXT:
        return ""
    value = writing.rounded(each.value, each.unit) if each.value is not None else t("numbers.missing")
    return t("brief.paper.total_of", value=value, provinces=each.provinces)
