"""What stored shapes were called and looked like in older versions: the one table that lets them be read today.

A row a version, and never a change to a row that has landed: its functions bring what the version before it wrote to
the next shape. The names are «state:FLOW» for a conversation's state, «draft:KIND», «errand:KIND», «button:FLOW».
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

Table = dict[str, Any]
Mend = Callable[[Table], Table]


def fields(**was: str) -> Mend:
    """Return what renames fields: ``fields(axis="code")`` where «axis» is called «code» now."""
    return lambda table: {was.get(name, name): value for name, value in table.items()}


def places(**was: str) -> Mend:
    """Return what renames the places that a state stands at: ``places(list="axes")``."""
    return lambda table: {**table, "at": was.get(table.get("at", ""), table.get("at", ""))}


def choices(**was: str) -> Mend:
    """Return what renames the choices behind buttons: ``choices(back="home")``."""
    return lambda table: {**table, "name": was.get(table["name"], table["name"])}


def without(*gone: str) -> Mend:
    """Return what drops fields that are no longer kept."""
    return lambda table: {name: value for name, value in table.items() if name not in gone}


def each(*mends: Mend) -> Mend:
    """Return what does one thing after another."""

    def mend(table: Table) -> Table:
        for one in mends:
            table = one(table)
        return table

    return mend


def _with_parts(table: Table) -> Table:
    """An announcement's groups stood in their draft as a text of JSON."""
    return {**table, "parts": json.loads(table["parts"])}


def _with_names(table: Table) -> Table:
    """The rows of a workbook were lists without names."""
    names = ("key", "number", "text", "kind", "cause")
    return {"rows": [dict(zip(names, row, strict=True)) for row in table["rows"]]}


def _counted(table: Table) -> Table:
    """The months of a period were kept as a text."""
    return {**table, "months": int(table["months"])}


CHANGES: tuple[Mapping[str, Mend], ...] = (
    {"draft:announcement": _with_parts, "draft:workbook": _with_names, "errand:period": _counted},  # said no version
    {"button:admin_people": choices(draft="review")},
)
FLOWS_NOW: Mapping[str, str] = {}
"""Flows that had another name: the old one and today's. An old name is never given to another flow."""


def now_called(flow: str) -> str:
    """Return what a flow is called today."""
    return FLOWS_NOW.get(flow, flow)


def ever_called(flow: str) -> tuple[str, ...]:
    """Return every name that a flow has had, today's first: buttons in old messages still carry the others."""
    return (flow, *(old for old, now in FLOWS_NOW.items() if now == flow))
