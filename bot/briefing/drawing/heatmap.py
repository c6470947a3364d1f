"""Draws the heat map of a week: 31 provinces by the axes that are due."""

from typing import Any

from bot.drawing.press import draw_png
from bot.figures.records import AxisCell, Figures
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.provinces import PROVINCES

MARKS = frozenset({"attention", "stopped"})
WORDS = ("done", "unchanged", "draft", "missing", "late", "attention", "stopped", "returned")


def draw_heatmap(figures: Figures) -> bytes:
    """Return a PNG as wide as a phone (of more than 14 axes, wider): each state has a sign beside its colour."""
    return draw_png("heatmap.typ", heatmap_data(figures))


def heatmap_data(figures: Figures) -> dict[str, Any]:
    """Return what the template shows of a week."""
    return {
        "title": t("brief.heatmap.title", week=dates.week_label(figures.week)),
        "moment": t("brief.heatmap.moment", moment=dates.moment(figures.moment)),
        "axes": [axis.short for axis in figures.due],
        "rows": [_row(figures, province.code, province.name) for province in PROVINCES],
        "count": t("brief.heatmap.count"),
        "words": {key: t(f"brief.heatmap.{key}") for key in WORDS},
    }


def _row(figures: Figures, code: str, name: str) -> dict[str, Any]:
    cells = [figures.cell(code, axis.code) for axis in figures.due]
    done = t("brief.heatmap.of", done=figures.handed_in(code), all=len(cells))
    return {"name": name, "done": done, "cells": [sign(cell) for cell in cells]}


def sign(cell: AxisCell) -> dict[str, Any]:
    """Return what the sign of a report is drawn from."""
    status = cell.status if cell.handed_in and cell.status in MARKS else ""
    return {"state": cell.state, "late": cell.late, "mark": "returned" if cell.returned else status}
