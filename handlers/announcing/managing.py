"""Looks after announcements that were confirmed: loads how they stand, and does what their author wants."""

from datetime import datetime
from typing import assert_never

from bot.announcing import changing
from bot.announcing.body import STOPPABLE
from bot.announcing.exporting import order_answers
from bot.announcing.nudging import was_wanted
from bot.announcing.telling import BY_AUTHOR
from bot.conversing.converse import address_of, go_on, pressed
from bot.conversing.flow import FLOWS, Flow
from bot.conversing.menu import show_menu
from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.delivery.turn import Turn
from bot.language.catalogue import t
from bot.people.caller import Caller
from bot.people.rights import ADMIN, AUTHORS, OPENERS
from bot.said import Choice, Heard, Said
from handlers.announcing.consulting.view import ConsultState
from handlers.announcing.managing_screens import stopped
from handlers.announcing.managing_steps import step
from handlers.announcing.managing_view import (
    Delete,
    EditAnnouncement,
    Export,
    ManageFact,
    ManageState,
    ManageView,
    Nudge,
    Resend,
    Stop,
)
from storage import announcements, people, recipients, threads
from storage.announcements import Announcement
from storage.outbox import Letter
from storage.transaction import Transaction

NEWEST = 10


def manage(turn: Turn, caller: Caller, said: Heard) -> None:
    """Take a button under a message to an author: stop at once, or show how the announcement stands."""
    match pressed(turn, caller, said, BY_AUTHOR):
        case Choice(name, (number,)):
            found = announcements.get(turn.tx, int(number))
        case _:
            return
    if found and _may_see(caller, found):
        _manage_consultation(turn, caller, found, name)
        return
    found = _own(turn.tx, caller, int(number))
    if found is None:
        show_menu(turn, caller, t("menu.not_yours"))
    elif name == "stop" and found.state in STOPPABLE:
        changing.stop(turn.tx, found, caller.person.id, turn.now)
        _answer(turn, caller, stopped(found))
    elif name == "nudge":
        go_on(turn, caller, MANAGE, ManageState("matrix", found.id), None)
    else:
        go_on(turn, caller, MANAGE, ManageState("item", found.id), None)


def _manage_consultation(turn: Turn, caller: Caller, found: Announcement, name: str) -> None:
    """Stop a consultation on its way, or show how it stands."""
    if name == "stop" and found.state in STOPPABLE:
        changing.stop(turn.tx, found, caller.person.id, turn.now)
        _answer(turn, caller, stopped(found))
    else:
        go_on(turn, caller, FLOWS["consult"], ConsultState("item", found.id), None)


def _may_see(caller: Caller, found: Announcement) -> bool:
    """Say whether a caller looks after a consultation."""
    return found.level == "consult" and caller.has(*OPENERS)


def _own(tx: Transaction, caller: Caller, number: int) -> Announcement | None:
    """Return an announcement that a caller may look after: an admin any, public relations their own."""
    found = announcements.get(tx, number) if caller.has(*AUTHORS) else None
    return found if found and (caller.has(*ADMIN) or found.author_id == caller.person.id) else None


def _answer(turn: Turn, caller: Caller, text: str) -> None:
    post(turn.tx, address_of(caller), Screen(text), turn.now, Letter("", inbox_id=turn.row.id))


def _load(tx: Transaction, caller: Caller, state: ManageState, _said: Said, now: datetime) -> ManageView:
    found = _own(tx, caller, state.number) if state.number else None
    if found is None:
        newest = announcements.list_recent(tx, None if caller.has(*ADMIN) else caller.person.id, NEWEST)
        return ManageView(ManageState(), newest=tuple(newest))
    author = people.get(tx, found.author_id)
    return ManageView(
        state,
        found,
        author.full_name if author else "",
        tuple(recipients.list_of(tx, found.id)),
        tuple(threads.list_threads(tx, found.id)),
        nudged=was_wanted(tx, found, now),
    )


def _save(tx: Transaction, caller: Caller, facts: tuple[ManageFact, ...], now: datetime) -> None:
    person = caller.person.id
    for fact in facts:
        match fact:
            case Stop():
                changing.stop(tx, fact.found, person, now)
            case EditAnnouncement():
                changing.edit(tx, fact.found, person, fact.text, now)
            case Delete():
                changing.delete(tx, fact.found, person, now)
            case Export():
                order_answers(tx, person, fact.number, fact.kind, now)
            case Resend():
                changing.resend(tx, fact.found, person, now)
            case Nudge():
                changing.nudge(tx, fact.found, person, now)
            case _:
                assert_never(fact)


MANAGE = Flow("manage", ManageState, _load, step, _save, AUTHORS)
