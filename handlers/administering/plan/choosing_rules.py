"""What may be chosen of a field of an indicator. Pure."""

from bot.language.units import UNITS
from bot.programme.indicator_entry import TARGETS
from bot.programme.kinds import KINDS, rules_of
from handlers.administering.plan.view import PlanView


def choices(view: PlanView) -> tuple[str, ...]:
    """Return what may be chosen of the field that is asked."""
    match view.state.field:
        case "kind":
            return KINDS
        case "unit":
            return tuple(unit for unit in UNITS if unit not in ("pct", "mn_rial"))
        case "target":
            return TARGETS
        case "aggregate" if view.indicator:
            return rules_of(view.indicator).aggregates
        case _:
            return ()
