"""Draws how far provinces are on the way to their targets: the furthest behind first, a column an axis."""

from fractions import Fraction
from typing import Any

from bot.drawing.press import draw_png
from bot.figures.ranking import paces, ranking, reached_by, reached_on_axis
from bot.figures.records import Figures
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.programme.pace import BEHIND, ON_PACE, percent
from bot.programme.provinces import PROVINCES
from storage.programme import Axis

WORDS = ("on_pace", "near", "behind", "silent", "aimless")


def draw_pacemap(figures: Figures) -> bytes:
    """Return a PNG as wide as a phone (of more than 14 axes, wider); the percent stands in each cell."""
    return draw_png("pacemap.typ", pacemap_data(figures))


def has_paces(figures: Figures) -> bool:
    """Say whether anything was to be expected of any province."""
    return bool(aimed(figures))


def aimed(figures: Figures) -> tuple[Axis, ...]:
    """Return the axes with a target that sets a pace in any province."""
    return tuple(axis for axis in figures.axes if any(_has_pace(figures, place.code, axis.code) for place in PROVINCES))


def pacemap_data(figures: Figures) -> dict[str, Any]:
    """Return what the template shows: percent of the expected pace of each place, at most 100; the country last."""
    axes = aimed(figures)
    ranked = [each.province for each in ranking(figures)]
    places = [*ranked, *(each for each in PROVINCES if each not in ranked)]
    rows = [(each.code, each.name) for each in places]
    left = [axis.short for axis in figures.axes if axis not in axes]
    return {
        "title": t("brief.pacemap.title", week=dates.week_label(figures.week)),
        "moment": t("brief.heatmap.moment", moment=dates.moment(figures.moment)),
        "about": t("brief.pacemap.about"),
        "axes": [axis.short for axis in axes],
        "rows": [_row(figures, code, name, axes) for code, name in rows],
        "country": _row(figures, "", t("brief.picture.country"), axes),
        "count": t("brief.pacemap.all"),
        "left": t("brief.pacemap.left", axes=t("common.comma").join(left)) if left else "",
        "words": {key: t(f"brief.pacemap.{key}") for key in WORDS},
    }


def _row(figures: Figures, code: str, name: str, axes: tuple[Axis, ...]) -> dict[str, Any]:
    whole = reached_by(figures, code)
    return {"name": name, "done": _text(whole), "cells": [_cell(figures, code, axis.code) for axis in axes]}


def _has_pace(figures: Figures, place: str, axis: str) -> bool:
    return any(True for _pace in paces(figures, place, axis))


def _cell(figures: Figures, place: str, axis: str) -> dict[str, str]:
    """Return how a place stands on an axis, in a word and a number."""
    reached = reached_on_axis(figures, place, axis)
    if reached is None:
        return {"state": "silent" if _has_pace(figures, place, axis) else "aimless", "text": ""}
    state = "on_pace" if reached >= ON_PACE else "behind" if reached < BEHIND else "near"
    return {"state": state, "text": _text(reached)}


def _text(reached: Fraction | None) -> str:
    share = percent(reached)
    return "" if share is None else writing.number(share)
