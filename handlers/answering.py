"""Who answers what was said: the conversation that a person is in, or the menu."""

from bot.conversing.converse import go_on
from bot.conversing.menu import show_menu
from bot.conversing.resuming import resume
from bot.delivery.turn import Turn
from bot.language.catalogue import t
from bot.people.caller import Caller, meet
from bot.people.rights import ASKERS, REPORTERS
from bot.said import File, Heard, Location, Sender, Tap, Text
from handlers.administering.files.flow import FILES
from handlers.asking.opening import ask
from handlers.free_messages.flow import FAST, proposes
from handlers.free_messages.view import FastState
from handlers.registering.addressing import ADDRESS, AddressState
from handlers.registering.entrance import only_private
from handlers.registering.registering import hear_stranger
from handlers.workbooks.asking import is_workbook, take_workbook
from storage import conversations


@only_private
async def answer(turn: Turn, sender: Sender, said: Heard) -> None:
    """Go on with the conversation that the person is in; without one, show the menu."""
    account, caller = await meet(turn.tx, sender, turn.now)
    if caller is None:
        await hear_stranger(turn, account, said)
        return
    held = await conversations.get(turn.tx, caller.person.id)
    flow, state = resume(held) or (None, None)
    if flow and flow.roles and not caller.has(*flow.roles):  # a role may go while its conversation is open
        await show_menu(turn, caller, t("menu.not_yours"))
    elif isinstance(said, File) and is_workbook(said) and caller.has(*REPORTERS) and flow is not FILES:
        await take_workbook(turn, caller, said)
    elif flow:
        await go_on(turn, caller, flow, state, said)
    elif caller.person.address is None:
        await go_on(turn, caller, ADDRESS, AddressState(t("people.first")), None)
    elif isinstance(said, Text) and _is_free(said) and (caller.reporting_units or caller.has(*ASKERS)):
        await _take_free(turn, caller, said.text)
    else:  # a conversation that cannot be taken up any more ends here, with a word about it
        await show_menu(turn, caller, t("menu.ended" if held and held.flow else _not_now(caller, said)))


async def _take_free(turn: Turn, caller: Caller, text: str) -> None:
    """Take a person's own words: a report where they hold answers, else a question of who may ask."""
    if caller.reporting_units and (not caller.has(*ASKERS) or await proposes(turn.tx, caller, text, turn.moment)):
        await go_on(turn, caller, FAST, FastState(text), None)
    else:
        await ask(turn, caller, text)


def _is_free(said: Text) -> bool:
    """Say whether a message may be a report in the person's own words."""
    return bool(said.text) and not said.forwarded and not said.text.startswith("/")


def _not_now(caller: Caller, said: Heard) -> str:
    """Return the key of what is said to somebody who is in no conversation."""
    if isinstance(said, File | Location) and caller.reporting_duties:
        return "evidence.nothing_open"
    return "menu.stale" if isinstance(said, Tap) else "menu.choose"
