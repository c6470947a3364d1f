"""What every step about the programme ends with: stay, go on, or let edits wait in the draft. Pure."""

from bot.administering.edits import Edit, KeepDraft, merged
from bot.administering.plan import screens
from bot.administering.plan.view import PlanState, PlanView
from bot.administering.ways import Ways
from bot.conversing.flow import Step

PlanStep = Step[PlanState]
WAYS = Ways("admin_plan", "programme", screens.show)
stay, to, anew = WAYS.stay, WAYS.to, WAYS.anew


def keep(view: PlanView, place: str, *edits: Edit, note: str = "", **changes: str | int) -> PlanStep:
    """Put edits into the draft and go to a place."""
    fact = KeepDraft("programme", merged([*view.draft, *edits]))
    return anew(view, place, fact, note=note, **changes)
