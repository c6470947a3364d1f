"""Rules of the programme that the chat keeps by itself: what fits together, what a new indicator is called. Pure."""

from bot.administering.edits import Part
from bot.programme.kinds import STAGED, IndicatorKind, rules_of_kind
from bot.programme.plan import Plan


def fitting(part: Part) -> Part:
    """Return an indicator's fields with those that do not go with its kind set to what does."""
    kind, aggregate = part["kind"], part["aggregate"]
    rules, percent = rules_of_kind(kind), kind == IndicatorKind.PERCENT
    kept = aggregate in rules.aggregates or (aggregate.startswith("wmean:") and percent)
    part = part | {"aggregate": aggregate if kept else rules.aggregates[0]}
    if percent:
        part |= {"unit": "pct"}
    elif part["unit"] == "pct":
        part |= {"unit": "item"}
    if not rules.bounded:
        part |= {"minimum": None, "maximum": None, "not_over": "", "target": "none"}
    if kind not in STAGED and kind != IndicatorKind.CUMULATIVE:
        part |= {"options": "[]"}
    return part


def next_code(plan: Plan, axis: str) -> str:
    """Return a code that no indicator has: «ax14_1»."""
    known = {indicator.code for indicator in plan.indicators}
    number = 1
    while f"{axis.lower()}_{number}" in known:
        number += 1
    return f"{axis.lower()}_{number}"
