"""What every step about the programme ends with: stay, go on, or let edits wait in the draft. Pure."""

from dataclasses import replace
from typing import Any

from bot.administering.edits import Edit, KeepDraft, merged
from bot.administering.plan import screens
from bot.administering.plan.view import PlanState, PlanView
from bot.conversing.flow import Onward, Step

PlanStep = Step[PlanState]


def stay(view: PlanView, note: str = "") -> PlanStep:
    """Show where it stands again."""
    return Step(replace(view.state, note=""), (screens.show(view, note),))


def to(view: PlanView, place: str, note: str = "", **changes: str | int) -> PlanStep:
    """Go to a place of what is loaded already."""
    return stay(view.at(place, **changes), note)


def anew(view: PlanView, place: str, *facts: Any, note: str = "", **changes: str | int) -> PlanStep:
    """Go to a place for which other things must be loaded."""
    state = replace(view.state, at=place, note=note, **changes)  # type: ignore[arg-type]
    return Step(None, facts=facts, onward=Onward("admin_plan", state))


def keep(view: PlanView, place: str, *edits: Edit, note: str = "", **changes: str | int) -> PlanStep:
    """Put edits into the draft and go to a place."""
    fact = KeepDraft("programme", merged([*view.draft, *edits]))
    return anew(view, place, fact, note=note, **changes)
