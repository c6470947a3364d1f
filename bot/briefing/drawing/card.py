"""Draws a province's card: where it stands on each axis, figure by figure."""

from typing import Any

from bot.briefing.drawing.heatmap import MARKS, WORDS
from bot.drawing.press import draw_png
from bot.figures.records import AxisCell, Figures
from bot.figures.wording import standing_text
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.language.units import UNITS
from bot.language.week import Week
from bot.programme.pace import pace_of, share
from bot.programme.provinces import by_code
from storage.programme import Axis, Indicator

Targets = dict[tuple[str, str], int]
"""Yearly targets by indicator and province ('' = national), in stored units."""
HEADS = ("axis", "indicator", "value", "target", "reached", "last")
OF_TARGETS = ("target", "reached")
"""Columns that are left out where no target is set."""


def draw_card(figures: Figures, province: str, targets: Targets) -> bytes:
    """Return a PNG of 1000 pixels' width of a province (ISO code)."""
    return draw_png("card.typ", card_data(figures, province, targets))


def card_data(figures: Figures, province: str, targets: Targets) -> dict[str, Any]:
    """Return what the template shows of a province: every axis with its indicators that a province is asked."""
    done, due = figures.handed_in(province), len(figures.due)
    targeted = any((each.code, province) in targets for each in figures.indicators)
    axes = [_axis(figures, province, axis, targets) for axis in figures.axes]
    return {
        "title": t("brief.picture.province", province=by_code(province).name),
        "week": dates.week_label(figures.week),
        "moment": t("brief.heatmap.moment", moment=dates.moment(figures.moment)),
        "done": t("brief.card.done", done=done, all=due),
        "targets": targeted,
        "heads": [t(f"brief.card.{head}") for head in HEADS if targeted or head not in OF_TARGETS],
        "axes": axes,
        "words": {key: t(f"brief.heatmap.{key}") for key in WORDS},
    }


def _axis(figures: Figures, province: str, axis: Axis, targets: Targets) -> dict[str, Any]:
    cell, due = figures.cell(province, axis.code), axis in figures.due
    asked = [each for each in figures.indicators if each.axis == axis.code and each.reporter == "province"]
    return {
        "title": axis.short,
        "cell": _sign(cell) if due else None,
        "rows": [_row(figures, province, each, targets) for each in asked],
        "action": cell.action,
    }


def _sign(cell: AxisCell) -> dict[str, Any]:
    mark = "returned" if cell.returned else cell.status if cell.handed_in and cell.status in MARKS else ""
    return {"state": cell.state, "late": cell.late, "mark": mark}


def _row(figures: Figures, province: str, indicator: Indicator, targets: Targets) -> dict[str, Any]:
    held = figures.values.get((province, indicator.code))
    target = targets.get((indicator.code, province))
    reached = share(held.value if held else None, target)
    towards = pace_of(indicator, held.value if held else None, target, figures.parts.of(indicator.code))
    last = (
        t(f"brief.card.{held.told}") if held and held.told else dates.numeric(Week(held.week).wednesday) if held else ""
    )
    return {
        "title": indicator.title,
        "value": standing_text(figures, province, indicator),
        "known": figures.has_said(province, indicator.code),
        "target": writing.short(target, UNITS[indicator.unit]) if target is not None else "",
        "reached": reached,
        "percent": writing.percent(reached) if reached is not None else "",
        "expected": share(towards.expected, target) if towards else None,
        "last": last,
    }
