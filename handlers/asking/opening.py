"""Where questions come in: typed, or the button under an answer; each becomes an errand."""

from datetime import datetime

from bot.asking.answering import understand
from bot.asking.own_answering import understand_own
from bot.asking.sending import AskErrand
from bot.conversing.converse import read_button
from bot.conversing.menu import show_menu
from bot.delivery.turn import Turn
from bot.language.catalogue import t
from bot.people.caller import Caller
from bot.people.rights import ASKERS, REPORTERS
from bot.said import Choice, Heard, Tap
from bot.stored import dump
from storage import errands, outbox

FORMS = frozenset({"picture", "file"})


async def open_asking(turn: Turn, caller: Caller) -> None:
    """Say how to ask, with examples."""
    await show_menu(turn, caller, t("ask.help") if caller.has(*ASKERS) else t("menu.not_yours"))


async def is_question(turn: Turn, caller: Caller, text: str) -> bool:
    """Return whether a text is understood as a question of this person: of headquarters, or of a province."""
    if caller.has(*ASKERS):
        return await understand(turn.tx, text, turn.now) is not None
    return caller.has(*REPORTERS) and await understand_own(turn.tx, text, turn.now) is not None


async def ask(turn: Turn, caller: Caller, text: str) -> None:
    """Order the answer to a question; what is open stays open."""
    await _order(turn, caller, text, "text", turn.now)


async def ask_again(turn: Turn, caller: Caller, said: Heard) -> None:
    """Order the picture or the file of an answer, as of the instant that it tells of; it must be the person's own."""
    pressed = await outbox.get_shown(turn.tx, said.token) if isinstance(said, Tap) else None
    own = pressed is not None and pressed.person_id == caller.person.id and caller.has(*ASKERS, *REPORTERS)
    match read_button(pressed, said.index) if own and pressed and isinstance(said, Tap) else None:
        case Choice(form, (text, moment)) if form in FORMS:
            await _order(turn, caller, text, form, datetime.fromisoformat(moment))
        case _:
            await show_menu(turn, caller, t("menu.stale"))


async def _order(turn: Turn, caller: Caller, text: str, form: str, moment: datetime) -> None:
    await errands.add(turn.tx, "ask", dump(AskErrand(caller.person.id, moment, text, form, turn.row.id)), turn.now)
