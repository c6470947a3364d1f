"""The digest on request, and what its buttons ask for: ordered as errands, answered in turns of their own."""

from bot.briefing.errands import BriefErrand, DigestErrand
from bot.briefing.workbook.errand import order_hq_workbook
from bot.conversing.buttons import read_buttons
from bot.conversing.converse import go_on
from bot.conversing.menu import show_menu
from bot.delivery.turn import Turn
from bot.language.catalogue import t
from bot.people.caller import Caller
from bot.people.rights import HEADQUARTERS
from bot.said import Choice, Heard, Said, Stale, Tap
from bot.stored import dump
from handlers.briefing.choosing import CHOOSING
from handlers.briefing.choosing_steps import ChoosingState
from handlers.obstacles.opening import open_hq
from storage import errands, outbox
from storage.outbox import Shown

FLOWS = ("digest", "brief")
"""What stands before the buttons that are taken here."""
ASKED = frozenset(
    {
        "axes",
        "axis",
        "values",
        "provinces",
        "province",
        "ranking",
        "signals",
        "heatmap",
        "reports",
        "trend",
        "multiples",
        "card",
        "paper",
        "annex",
    }
)
"""What an errand «brief» shows."""


async def ask_digest(turn: Turn, caller: Caller) -> None:
    """Order the digest of this moment for a caller of headquarters."""
    if not caller.has(*HEADQUARTERS):
        await show_menu(turn, caller, t("menu.not_yours"))
        return
    await errands.add(turn.tx, "digest", dump(DigestErrand(caller.person.id, turn.now, inbox=turn.row.id)), turn.now)


async def ask_brief(turn: Turn, caller: Caller, said: Heard) -> None:
    """Order what a button under a digest or table stands for, however old it is; it must be the person's own."""
    pressed = await outbox.get_shown(turn.tx, said.token) if isinstance(said, Tap) else None
    own = pressed is not None and pressed.person_id == caller.person.id and caller.has(*HEADQUARTERS)
    match _choice(pressed, said.index) if own and pressed and isinstance(said, Tap) else None:
        case Choice("obstacles"):
            await open_hq(turn, caller)
        case Choice("settings"):
            await go_on(turn, caller, CHOOSING, ChoosingState(), None)
        case Choice("workbook", (week,)):
            await order_hq_workbook(turn, caller, week)
        case Choice(what, args) if what in ASKED:
            row = pressed.id if pressed else 0
            errand = BriefErrand(caller.person.id, turn.now, turn.row.id, row, what, args)
            await errands.add(turn.tx, "brief", dump(errand), turn.now)
        case _:
            await show_menu(turn, caller, t("menu.stale"))


def _choice(pressed: Shown, index: int) -> Said:
    """Return what a button stands for; one of another room's message asks for nothing here."""
    buttons = read_buttons(pressed.buttons)
    return next((said for flow in FLOWS if not isinstance(said := buttons.choice(index, flow), Stale)), Stale())
