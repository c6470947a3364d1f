"""Who answers what was said: the conversation that a person is in, or the menu."""

import json
from collections.abc import Callable

from bot.administering.files.flow import FILES
from bot.administering.flows import ADMINISTERING
from bot.announcing.flow import ANNOUNCE
from bot.announcing.managing import MANAGE
from bot.announcing.responding import RESPOND
from bot.asking.opening import ask
from bot.briefing.choosing import CHOOSING
from bot.chasing.quiet_flow import QUIET
from bot.closing.flow import CLOSE
from bot.closing.outage_flow import OUTAGE
from bot.consulting.consulting import CONSULT
from bot.consulting.giving import VIEWPOINT
from bot.conversing.converse import AnyFlow, go_on
from bot.conversing.flow import FLOWS
from bot.conversing.menu import show_menu
from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.delegating.flow import DELEGATE
from bot.delivery.turn import Turn
from bot.estates.flow import ESTATES
from bot.excepting.flow import EXCEPTION
from bot.language.catalogue import t
from bot.looking_back.flow import LOOK
from bot.obstacles.hq import HQ_OBSTACLES
from bot.obstacles.own import OWN_OBSTACLES
from bot.obstacles.recording import OBSTACLE
from bot.people.addressing import ADDRESS, AddressState, ask_address
from bot.people.admission import ADMISSION
from bot.people.caller import ASKERS, REPORTERS, Caller, meet
from bot.people.registering import hear_stranger
from bot.reporting.fast.flow import FAST, proposes
from bot.reporting.fast.view import FastState
from bot.reporting.flow import REPORT
from bot.reviewing.flow import MEND, REVIEW, TALK
from bot.said import File, Heard, Location, Sender, Tap, Text
from bot.workbooks.asking import is_workbook, take_workbook
from bot.workbooks.loading import BOOKS
from storage import conversations, ledger
from storage.outbox import Address, Letter

CONVERSATIONS: tuple[AnyFlow, ...] = (
    REPORT,
    FAST,
    OBSTACLE,
    OWN_OBSTACLES,
    HQ_OBSTACLES,
    ANNOUNCE,
    ADDRESS,
    ADMISSION,
    BOOKS,
    MANAGE,
    RESPOND,
    CONSULT,
    VIEWPOINT,
    QUIET,
    LOOK,
    CHOOSING,
    CLOSE,
    OUTAGE,
    EXCEPTION,
    DELEGATE,
    *ADMINISTERING,
    ESTATES,
    REVIEW,
    MEND,
    TALK,
)
FLOWS.update({flow.name: flow for flow in CONVERSATIONS})
Open = Callable[[Turn, Caller], None]


def only_private(use_case: Callable[[Turn, Sender, Heard], None]) -> Callable[[Turn, Sender, Heard], None]:
    """Let a use case hear private chats; a group gets one neutral line, and is left."""

    def hear(turn: Turn, sender: Sender, said: Heard) -> None:
        if sender.private:
            use_case(turn, sender, said)
        else:
            _leave_group(turn, sender)

    return hear


def opening(open_it: Open) -> Callable[[Turn, Sender, Heard], None]:
    """Return a use case that opens something for a person on the roster."""
    return hearing(lambda turn, caller, _said: open_it(turn, caller))


def hearing(take_it: Callable[[Turn, Caller, Heard], None]) -> Callable[[Turn, Sender, Heard], None]:
    """Return a use case that takes what a person on the roster said, in whatever conversation they are."""

    def begin(turn: Turn, sender: Sender, said: Heard) -> None:
        account, caller = meet(turn.tx, sender, turn.now)
        if caller is None:
            hear_stranger(turn, account, said)
        elif caller.person.address is None:
            ask_address(turn, caller, t("people.first"))
        else:
            take_it(turn, caller, said)

    return only_private(begin)


@only_private
def answer(turn: Turn, sender: Sender, said: Heard) -> None:
    """Go on with the conversation that the person is in; without one, show the menu."""
    account, caller = meet(turn.tx, sender, turn.now)
    if caller is None:
        hear_stranger(turn, account, said)
        return
    held = conversations.get(turn.tx, caller.person.id)
    flow = FLOWS.get(held.flow) if held else None
    if flow and flow.roles and not caller.has(*flow.roles):  # a role may go while its conversation is open
        show_menu(turn, caller, t("menu.not_yours"))
    elif isinstance(said, File) and is_workbook(said) and caller.has(*REPORTERS) and flow is not FILES:
        take_workbook(turn, caller, said)
    elif held and flow:
        go_on(turn, caller, flow, flow.state(**json.loads(held.state)), said)
    elif caller.person.address is None:
        go_on(turn, caller, ADDRESS, AddressState(t("people.first")), None)
    elif isinstance(said, Text) and _is_free(said) and (caller.reporting_units or caller.has(*ASKERS)):
        _take_free(turn, caller, said.text)
    else:
        show_menu(turn, caller, t(_not_now(caller, said)))


def _take_free(turn: Turn, caller: Caller, text: str) -> None:
    """Take a person's own words: a report where they hold answers, else a question of who may ask."""
    if caller.reporting_units and (not caller.has(*ASKERS) or proposes(turn.tx, caller, text, turn.moment)):
        go_on(turn, caller, FAST, FastState(text), None)
    else:
        ask(turn, caller, text)


def _is_free(said: Text) -> bool:
    """Say whether a message may be a report in the person's own words."""
    return bool(said.text) and not said.forwarded and not said.text.startswith("/")


def _not_now(caller: Caller, said: Heard) -> str:
    """Return the key of what is said to somebody who is in no conversation."""
    if isinstance(said, File | Location) and caller.reporting_duties:
        return "evidence.nothing_open"
    return "menu.stale" if isinstance(said, Tap) else "menu.choose"


def _leave_group(turn: Turn, sender: Sender) -> None:
    address = Address(sender.platform, sender.chat_id)
    if ledger.enter(turn.tx, turn.now, ("group", f"{sender.platform}:{sender.chat_id}", f"{turn.now:%Y-%m-%d}")):
        post(turn.tx, address, Screen(t("people.group")), turn.now, Letter("", inbox_id=turn.row.id))
        post(turn.tx, address, Screen(""), turn.now, Letter("", operation="leave"))
