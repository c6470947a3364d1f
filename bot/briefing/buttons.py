"""The buttons of digests and of what is opened from them: each says all that it stands for, so that none grows old."""

from collections.abc import Sequence

from bot.conversing.screen import Button, Rows
from bot.conversing.widgets import in_rows
from bot.conversing.widgets import pages as turning
from bot.language.catalogue import t

PAGE = 10
"""Axes on one page."""


def of_digest(week: str) -> Rows:
    """Return the buttons of a digest; ``week`` is the key of the week that it tells of."""
    return (
        (_button("signals", week), _button("obstacles")),
        (_button("ranking", week), _button("provinces", week)),
        (_button("axes", week), _button("heatmap", week)),
        (_button("workbook", week), _button("paper", week)),
        (_button("settings"),),
    )


def of_table(week: str) -> Rows:
    """Return the buttons of a weekly table."""
    return ((_button("provinces", week), _button("heatmap", week)), (_button("workbook", week), _button("paper", week)))


def of_axes(week: str, axes: Sequence[tuple[str, str]], page: int, pages: int) -> Rows:
    """Return a button for each axis (code and short title) of a page, and the pages before and after."""
    shown = [Button(short, "axis", (week, code)) for code, short in axes]
    return (*in_rows(shown, 2), *turning(page, pages, 1, "axes", week), (_button("heatmap", week),))


def of_axis(week: str, axis: str) -> Rows:
    """Return the buttons under an axis."""
    return (
        (_button("values", week, axis), _button("ranking", week, axis)),
        (_button("trend", week, axis),),
        (_button("back_to_axes", week, to="axes"),),
    )


def of_values(week: str, axis: str) -> Rows:
    """Return the way back from the provinces' values of an axis."""
    return ((Button(t("common.back"), "axis", (week, axis)),),)


def of_provinces(week: str, provinces: Sequence[tuple[str, str]]) -> Rows:
    """Return a button for each province (ISO code and name)."""
    shown = [Button(name, "province", (week, code)) for code, name in provinces]
    return ((_button("ranking", week),), *in_rows(shown, 3))


def of_signals(week: str) -> Rows:
    """Return what is opened from the signals."""
    return ((_button("ranking", week), _button("axes", week)),)


def of_ranking(week: str, axis: str) -> Rows:
    """Return the way back from a ranking: to its axis, or to the provinces."""
    return of_values(week, axis) if axis else ((_button("back_to_provinces", week, to="provinces"),),)


def of_province(week: str, province: str) -> Rows:
    """Return the buttons under a province."""
    return ((_button("card", week, province),), (_button("back_to_provinces", week, to="provinces"),))


def _button(label: str, *args: str, to: str = "") -> Button:
    return Button(t(f"brief.button.{label}"), to or label, args)
