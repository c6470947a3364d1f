"""What every step about the programme ends with: stay, go on, or let edits wait in the draft. Pure."""

from bot.administering.edits import AdminFact, Edit, KeepEdits, merged
from bot.conversing.flow import Step
from handlers.administering.plan import screens
from handlers.administering.plan.view import PlanState, PlanView
from handlers.administering.ways import Ways

PlanStep = Step[PlanState, AdminFact]
WAYS = Ways("admin_plan", "programme", screens.show)
stay, to, anew = WAYS.stay, WAYS.to, WAYS.anew


def keep(view: PlanView, place: str, *edits: Edit, note: str = "", **changes: str | int) -> PlanStep:
    """Put edits into the draft and go to a place."""
    fact = KeepEdits("programme", merged([*view.draft, *edits]))
    return anew(view, place, fact, note=note, **changes)
