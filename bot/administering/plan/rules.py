"""Rules of the programme that the chat keeps by itself: what fits together, what a new indicator is called. Pure."""

from bot.administering.edits import Part
from bot.programme.indicator_entry import NUMERIC, STAGED
from bot.programme.plan import Plan

AGGREGATES = {
    "cumulative": ("sum", "mean"),
    "snapshot": ("sum", "mean"),
    "period": ("sum", "mean"),
    "percent": ("mean",),
    "stage": ("count_by_stage", "list"),
    "stage_counts": ("count_by_stage",),
    "yesno": ("count_yes",),
    "text": ("list",),
}
"""How the provinces' answers of a kind may become the country's; the first is usual."""


def fitting(part: Part) -> Part:
    """Return an indicator's fields with those that do not go with its kind set to what does."""
    kind, aggregate = part["kind"], part["aggregate"]
    kept = aggregate in AGGREGATES[kind] or (aggregate.startswith("wmean:") and kind == "percent")
    part = part | {"aggregate": aggregate if kept else AGGREGATES[kind][0]}
    if kind == "percent":
        part |= {"unit": "pct"}
    elif part["unit"] == "pct":
        part |= {"unit": "item"}
    if kind not in NUMERIC:
        part |= {"minimum": None, "maximum": None, "not_over": "", "target": "none"}
    if kind not in STAGED and kind != "cumulative":
        part |= {"options": "[]"}
    return part


def next_code(plan: Plan, axis: str) -> str:
    """Return a code that no indicator has: «ax14_1»."""
    known = {indicator.code for indicator in plan.indicators}
    number = 1
    while f"{axis.lower()}_{number}" in known:
        number += 1
    return f"{axis.lower()}_{number}"
