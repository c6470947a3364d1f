"""Prints the annex of the weekly report: a page an axis with its charts and all its figures, a page a province."""

from typing import Any

from bot.briefing.drawing.card import card_data
from bot.briefing.drawing.heatmap import WORDS, sign
from bot.briefing.drawing.letter import document_data
from bot.briefing.drawing.paper import Paper
from bot.briefing.drawing.trend import chart_words, trend_data
from bot.drawing.press import print_pdf
from bot.figures.records import Figures, National
from bot.figures.wording import column_head, standing_column
from bot.language import writing
from bot.language.catalogue import t
from bot.programme.kinds import IndicatorKind
from bot.programme.provinces import PROVINCES
from storage.programme import Axis


def print_annex(paper: Paper) -> bytes:
    """Return the PDF; takes about a second of a core for 35 axes."""
    return print_pdf("annex.typ", annex_data(paper))


def annex_data(paper: Paper) -> dict[str, Any]:
    """Return what the template shows."""
    figures = paper.figures
    title = t("brief.paper.annex", title=paper.span.title)
    return {
        **document_data(title, figures.moment),
        "axes": [_axis(figures, axis, trend_data(paper.trends[axis.code])) for axis in figures.axes],
        "provinces": [_province(figures, province.code) for province in PROVINCES],
        "words": {key: t(f"brief.heatmap.{key}") for key in WORDS},
        "legend": chart_words(),
    }


def _province(figures: Figures, province: str) -> dict[str, Any]:
    """Return what the card of a province says, the indicators of an axis as lines."""
    data = card_data(figures, province)
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
        "total": t("brief.picture.country"),
        "totals": [_total(each) for each in figures.of_axis(axis.code) if each.indicator.reporter == "province"],
    }


def _province_row(figures: Figures, code: str, name: str, axis: Axis) -> dict[str, Any]:
    values = []
    for indicator in figures.indicators:
        if indicator.axis == axis.code and indicator.reporter == "province":
            known = figures.has_said(code, indicator.code)
            values.append({"text": standing_column(figures, code, indicator), "known": known})
    return {"name": name, "cell": sign(figures.cell(code, axis.code)), "values": values}


def _total(each: National) -> str:
    if each.counts or each.indicator.kind == IndicatorKind.TEXT:
        return ""
    value = writing.rounded(each.value, each.unit) if each.value is not None else t("numbers.missing")
    return t("brief.paper.total_of", value=value, provinces=each.provinces)
