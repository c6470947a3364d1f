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


def taps(**was: tuple[str, ...]) -> Mend:
    """Return what gives buttons another choice, its name and what it says: ``taps(yes=("sure", "yes"))``."""

    def mend(table: Table) -> Table:
        name, *args = was.get(table["name"], (table["name"], *table["args"]))
        return {**table, "name": name, "args": args}

    return mend


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


def _with_person_as_text(table: Table) -> Table:
    """The colleague of a delegation was kept as a number."""
    return {**table, "person": str(table["person"])}


def _with_months(table: Table) -> Table:
    """The months of a delegation's days (`1405-09`) were called as days are."""
    month = table["name"] == "day" and table["args"][0].count("-") == 1
    return {**table, "name": "month"} if month else table


def _asked_by_place(table: Table) -> Table:
    """The answers of an announcement's card were called by themselves, not by their question."""
    questions = {"set_level": "level", "now": "when", "repeat": "when", "none": "due"}
    name, args = table["name"], table["args"]
    return {"name": questions.get(name, name), "args": [name] if name in {"now", "none"} else args}


def _growing_evenly(table: Table) -> Table:
    """An indicator had no plan by month."""
    return {"months": "[]", **table}


CHANGES: tuple[Mapping[str, Mend], ...] = (
    {"draft:announcement": _with_parts, "draft:workbook": _with_names, "errand:period": _counted},  # said no version
    {
        "state:obstacle": each(places(summary="preview"), without("page", "month")),
        "button:obstacle": taps(save=("confirm",), has_letter=("letter", "has"), no_letter=("letter", "")),
        "state:delegate": each(places(confirm="preview"), _with_person_as_text),
        "button:delegate": each(
            _with_months,
            choices(person="whom", go_on="on", later="cancel"),
            taps(**{"new": ("whom", "0"), "from": ("change", "from")}),
        ),
        "state:own_obstacles": without("month"),
        "button:own_obstacles": taps(yes=("sure", "yes")),
        "state:hq_obstacles": without("month"),
        "button:hq_obstacles": taps(yes=("sure", "yes")),
        "button:announce": _asked_by_place,
        "state:respond": without("month"),
        "button:admin_people": choices(draft="review"),
    },
    {"edit:indicator": _growing_evenly},
)
FLOWS_NOW: Mapping[str, str] = {}
"""Flows that had another name: the old one and today's. An old name is never given to another flow."""


def now_called(flow: str) -> str:
    """Return what a flow is called today."""
    return FLOWS_NOW.get(flow, flow)


def ever_called(flow: str) -> tuple[str, ...]:
    """Return every name that a flow has had, today's first: buttons in old messages still carry the others."""
    return (flow, *(old for old, now in FLOWS_NOW.items() if now == flow))
