"""Looks after announcements that were confirmed: loads how they stand, and does what their author wants."""

from datetime import datetime
from typing import assert_never

from bot.announcing import changing
from bot.announcing.body import STOPPABLE
from bot.announcing.consulting import knowing
from bot.announcing.exporting import order_answers
from bot.announcing.nudging import was_wanted
from bot.announcing.telling import BY_AUTHOR
from bot.conversing.converse import answer, go_on, pressed
from bot.conversing.flow import FLOWS, Flow
from bot.conversing.menu import show_menu
from bot.delivery.turn import Turn
from bot.language.catalogue import t
from bot.people.caller import Caller
from bot.people.rights import ADMIN, AUTHORS
from bot.said import Choice, Heard, Said
from handlers.announcing.consulting.view import ConsultState
from handlers.announcing.manage_form import CARD
from handlers.announcing.managing_screens import stopped
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
from storage.transaction import Transaction

NEWEST = 10


async def manage(turn: Turn, caller: Caller, said: Heard) -> None:
    """Take a button under a message to an author: stop at once, or show how the announcement stands."""
    match await pressed(turn, caller, said, BY_AUTHOR):
        case Choice(name, (number,)):
            found = await announcements.get(turn.tx, int(number))
        case _:
            return
    consulted = found is not None and await knowing.weighs(turn.tx, found.id, caller.person.id, turn.now)
    if found is None or not (consulted or _may_manage(caller, found)):
        await show_menu(turn, caller, t("menu.not_yours"))
    elif name == "stop" and found.state in STOPPABLE:
        await changing.stop(turn.tx, found, caller.person.id, turn.now)
        await answer(turn, caller, stopped(found))
    elif consulted:
        await go_on(turn, caller, FLOWS["consult"], ConsultState("item", found.id), None)
    else:
        await go_on(turn, caller, MANAGE, ManageState("matrix" if name == "nudge" else "item", found.id), None)


def _may_manage(caller: Caller, found: Announcement) -> bool:
    """Say whether a caller may look after an announcement that is no consultation: an admin any, others their own."""
    own = caller.has(*ADMIN) or found.author_id == caller.person.id
    return found.level != "consult" and caller.has(*AUTHORS) and own


async def _load(tx: Transaction, caller: Caller, state: ManageState, _said: Said, now: datetime) -> ManageView:
    found = await announcements.get(tx, state.number) if state.number else None
    if found is None or not _may_manage(caller, found):
        newest = await announcements.list_recent(tx, None if caller.has(*ADMIN) else caller.person.id, NEWEST)
        return ManageView(ManageState(), newest=tuple(newest))
    author = await people.get(tx, found.author_id)
    return ManageView(
        state,
        found,
        author.full_name if author else "",
        tuple(await recipients.list_of(tx, found.id)),
        tuple(await threads.list_threads(tx, found.id)),
        nudged=await was_wanted(tx, found, now),
    )


async def _save(tx: Transaction, caller: Caller, facts: tuple[ManageFact, ...], now: datetime) -> None:
    person = caller.person.id
    for fact in facts:
        match fact:
            case Stop():
                await changing.stop(tx, fact.found, person, now)
            case EditAnnouncement():
                await changing.edit(tx, fact.found, person, fact.text, now)
            case Delete():
                await changing.delete(tx, fact.found, person, now)
            case Export():
                await order_answers(tx, person, fact.number, fact.kind, now)
            case Resend():
                await changing.resend(tx, fact.found, person, now)
            case Nudge():
                await changing.nudge(tx, fact.found, person, now)
            case _:
                assert_never(fact)


MANAGE = Flow("manage", ManageState, _load, CARD.step, _save, AUTHORS)
