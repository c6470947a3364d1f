"""The empty form of the roster: headings and choices as the reader knows them, and one row that shows how."""

from collections.abc import Iterable

from bot.language.catalogue import t
from bot.language.letters import SEMICOLON
from bot.people.roles import ADDRESSES, ROLES, role_title
from bot.people.roster_file import COLUMNS
from bot.programme.provinces import PROVINCES
from bot.sheets.book import Cell, Column, Sheet
from storage.programme import Axis

WIDE = frozenset({"full_name", "axes"})
SHOWN = 2
"""Axes of the sample row: enough to show how they are listed."""


def roster_columns() -> tuple[Column, ...]:
    """Return the columns of a roster; what may be chosen is offered in every row, and phones keep their zero."""
    choices = {
        "honorific": tuple(t(f"people.address.{form}") for form in ADDRESSES),
        "role": tuple(map(role_title, ROLES)),
        "province": (t("roster.duty.headquarters"), *(province.name for province in PROVINCES)),
    }
    return tuple(
        Column(
            t(f"roster.column.{name}"),
            28 if name in WIDE else 16,
            choices=choices.get(name, ()),
            text=name not in choices,
        )
        for name in COLUMNS
    )


def template_sheets(axes: Iterable[Axis]) -> tuple[Sheet, ...]:
    """Return the form, what its columns want, and the codes of the axes; the sample row has no phone that works."""
    active = [axis for axis in axes if axis.active]
    province = PROVINCES[0].name
    sample = {
        "phone": t("roster.template.phone"),
        "full_name": t("roster.template.sample", post=t("roster.sample.liaison", province=province)),
        "honorific": t(f"people.address.{ADDRESSES[0]}"),
        "role": role_title("liaison"),
        "province": province,
        "axes": f"{SEMICOLON} ".join(axis.code for axis in active[:SHOWN]),
    }
    row = tuple(Cell(sample.get(name), "faint", open=True) for name in COLUMNS)
    return (
        Sheet(t("roster.template.sheet"), roster_columns(), (row,)),
        Sheet(
            t("roster.template.help"),
            (Column(t("roster.template.column"), 20), Column(t("roster.template.about"), 90)),
            tuple((Cell(t(f"roster.column.{name}")), Cell(t(f"roster.about.{name}"))) for name in COLUMNS),
            (t("roster.template.head"), t("roster.template.foot")),
        ),
        Sheet(
            t("roster.template.axes"),
            (Column(t("roster.template.code")), Column(t("roster.template.title"), 60)),
            tuple((Cell(axis.code), Cell(axis.title)) for axis in active),
        ),
    )
