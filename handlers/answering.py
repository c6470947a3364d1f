"""Who answers what was said: the conversation that a person is in, who else has a use for the words, or the menu."""

from bot.conversing.converse import Unheard, go_on
from bot.conversing.converse import answer as say
from bot.conversing.menu import show_menu
from bot.conversing.replies import quoted, unread
from bot.conversing.resuming import resume
from bot.conversing.widgets import noted
from bot.delivery.turn import Turn
from bot.free_messages.kinds import SAYS_MORE, Courtesy, MessageKind, asks_leave, courtesy_of
from bot.language.catalogue import t
from bot.language.reading.tokens import holds_number
from bot.people.caller import Caller, meet
from bot.people.rights import ASKERS, REPORTERS
from bot.said import File, Heard, Location, Sender, Tap, Text
from handlers.administering.files.flow import FILES
from handlers.asking.opening import ask, is_question
from handlers.delegating.flow import DELEGATE
from handlers.delegating.view import DelegateState
from handlers.estates.flow import take_sent
from handlers.free_messages.flow import FAST, kind_for
from handlers.free_messages.view import FastState
from handlers.handbook.opening import give_help
from handlers.registering.addressing import ADDRESS, AddressState
from handlers.registering.entrance import only_private
from handlers.registering.registering import hear_stranger
from handlers.workbooks.asking import is_workbook, take_workbook
from storage import conversations


@only_private
async def answer(turn: Turn, sender: Sender, said: Heard) -> None:
    """Go on with the conversation that the person is in; without one, take the words, or show the menu."""
    account, caller = await meet(turn.tx, sender, turn.now)
    if caller is None:
        await hear_stranger(turn, account, said)
        return
    held = await conversations.get(turn.tx, caller.person.id)
    flow, state = resume(held) or (None, None)
    if isinstance(said, File) and is_workbook(said) and caller.has(*REPORTERS) and flow is not FILES:
        await take_workbook(turn, caller, said)
    elif flow and flow.roles and not caller.has(*flow.roles):  # a role may go while its conversation is open
        await _outside(turn, caller, said, t("menu.not_yours"))
    elif flow:
        await go_on(turn, caller, flow, state, said, otherwise=_take_unheard)
    elif caller.person.address is None:
        figures = isinstance(said, Text) and holds_number(said.text)  # «begin» wants no word
        await go_on(turn, caller, ADDRESS, AddressState(t("people.first")), said if figures else None)
    else:  # a conversation that cannot be taken up any more ends here, with a word about it
        await _outside(turn, caller, said, t("menu.ended") if held and held.flow else "")


async def take_words(turn: Turn, caller: Caller, text: str, note: str = "") -> bool:
    """Give a person's own words to whom they concern, under a note; False where nobody has a use for them.

    A leave of who may give one, a report or an obstacle of who reports, a question of who may ask, courtesy, what an
    estate sends: in this order.
    """
    if text.startswith("/"):
        return False
    courtesy = courtesy_of(text)
    kind = await kind_for(turn.tx, caller, text, turn.moment) if caller.reporting_units and not courtesy else None
    if caller.posts and asks_leave(text):
        await go_on(turn, caller, DELEGATE, DelegateState(), Text(text))
    elif kind in SAYS_MORE:
        await go_on(turn, caller, FAST, FastState(text, note=note), None)
    elif not courtesy and await is_question(turn, caller, text):
        await ask(turn, caller, text)
    elif courtesy is Courtesy.HELP:
        await give_help(turn, caller)
    elif courtesy or kind == MessageKind.QUESTION:
        await say(
            turn, caller, noted(note, t(f"said.{courtesy}") if courtesy else f"{quoted(text)}\n{t('said.question')}")
        )
    elif not await take_sent(turn, caller, Text(text)):
        return False
    taken = not courtesy and kind != MessageKind.QUESTION
    turn.fruitful = turn.fruitful or taken  # whose words were taken is no flood
    return True


async def _take_unheard(turn: Turn, caller: Caller, said: Unheard) -> bool:
    """Give what is no answer where it was said to whom it concerns: words, or what an estate sends."""
    if isinstance(said, Text):
        return await take_words(turn, caller, said.text)
    return await take_sent(turn, caller, said)


async def _outside(turn: Turn, caller: Caller, said: Heard, note: str) -> None:
    """Take what was said in no conversation, or in one that is over."""
    words = said.text if isinstance(said, Text) and not said.forwarded else ""
    if isinstance(said, File | Location) and await take_sent(turn, caller, said):
        return
    if not words or words.startswith("/"):
        await show_menu(turn, caller, _not_now(caller, said, note))
    elif not await take_words(turn, caller, words, note):
        if caller.reporting_units:  # which opens the axis that is named
            await go_on(turn, caller, FAST, FastState(words, note=note), None)
        else:
            then = note or t("ask.help" if caller.has(*ASKERS) else "menu.choose")
            await show_menu(turn, caller, unread(words, then))


def _not_now(caller: Caller, said: Heard, note: str) -> str:
    """Return what is said to somebody who is in no conversation, or in one that is over, and said nothing readable."""
    evidence = isinstance(said, File | Location) and caller.reporting_duties
    then = note or t("evidence.nothing_open" if evidence else "menu.stale" if isinstance(said, Tap) else "menu.choose")
    words = said.caption if isinstance(said, File) else said.text if isinstance(said, Text) and not note else ""
    return unread(words, then) if words else then
