"""Draws a province's card: where it stands on each axis, figure by figure."""

from typing import Any

from bot.briefing.drawing.heatmap import WORDS, sign
from bot.drawing.press import draw_png
from bot.figures.records import Figures
from bot.figures.wording import standing_text
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.language.units import UNITS
from bot.programme.pace import pace_of, share
from bot.programme.provinces import by_code
from storage.programme import Axis, Indicator


def draw_card(figures: Figures, province: str) -> bytes:
    """Return a PNG of 800 pixels' width of a province (ISO code)."""
    return draw_png("card.typ", card_data(figures, province))


def card_data(figures: Figures, province: str) -> dict[str, Any]:
    """Return what the template shows of a province: every axis with its indicators that a province is asked."""
    done, due = figures.handed_in(province), len(figures.due)
    axes = [_axis(figures, province, axis) for axis in figures.axes]
    return {
        "title": t("brief.picture.province", province=by_code(province).name),
        "week": dates.week_label(figures.week),
        "moment": t("brief.heatmap.moment", moment=dates.moment(figures.moment)),
        "done": t("brief.card.done", done=done, all=due),
        "axes": axes,
        "pace": t("brief.card.pace")
        if any(row["expected"] is not None for axis in axes for row in axis["rows"])
        else "",
        "words": {key: t(f"brief.heatmap.{key}") for key in WORDS},
    }


def _axis(figures: Figures, province: str, axis: Axis) -> dict[str, Any]:
    cell, due = figures.cell(province, axis.code), axis in figures.due
    asked = [each for each in figures.indicators if each.axis == axis.code and each.reporter == "province"]
    return {
        "title": axis.short,
        "cell": sign(cell) if due else None,
        "rows": [_row(figures, province, each) for each in asked],
        "action": cell.action,
    }


def _row(figures: Figures, province: str, indicator: Indicator) -> dict[str, Any]:
    held = figures.values.get((province, indicator.code))
    target = figures.targets.get((indicator.code, province))
    target_text = writing.rounded(target, UNITS[indicator.unit]) if target is not None else ""
    reached = share(held.value if held else None, target)
    towards = pace_of(indicator, held.value if held else None, target, figures.parts.of(indicator.code))
    return {
        "title": indicator.title,
        "value": standing_text(figures, province, indicator, writing.brief_quantity),
        "known": figures.has_said(province, indicator.code),
        "target": target_text,
        "reached": reached,
        "of": t("brief.card.of", percent=reached, target=target_text) if reached is not None else "",
        "expected": share(towards.expected, target) if towards else None,
        "last": _last(figures, province, indicator),
    }


def _last(figures: Figures, province: str, indicator: Indicator) -> str:
    """Return when a value was last changed, and when it was last confirmed."""
    found, held = figures.last_told(province, indicator.code), figures.values.get((province, indicator.code))
    if found is None or held is None:
        return ""
    changed, confirmed = (dates.numeric(week.wednesday) for week in found)
    if held.told:
        return t("brief.card.said") if held.told == "said" else t("brief.card.unchanged", changed=changed)
    if changed == confirmed:
        return t("brief.card.changed", changed=changed)
    return t("brief.card.confirmed", changed=changed, confirmed=confirmed)
