"""Loads what the first screen of an admin shows, and makes what is confirmed there."""

from datetime import datetime

from bot import __version__
from bot.administering import changing
from bot.administering.edits import inverted, restored
from bot.administering.names import names_for
from bot.conversing.converse import go_on
from bot.conversing.flow import FLOWS, Flow
from bot.conversing.menu import show_menu
from bot.delivery.turn import Turn
from bot.language.catalogue import t
from bot.people.caller import Caller
from bot.people.rights import ADMIN
from bot.said import Said
from handlers.administering.home.steps import step
from handlers.administering.home.view import CHANGES_A_PAGE, AdminState, AdminView, Logged, System
from storage import admin_changes, audit, health
from storage.admin_changes import AdminChange
from storage.transaction import Reading, Transaction

ROOMS = {
    "people": "admin_people",
    "estates": "admin_estates",
    "plan": "admin_plan",
    "days": "admin_days",
    "schedule": "admin_schedule",
    "thursdays": "admin_thursdays",
    "closures": "closing",
    "permits": "exception",
    "files": "admin_files",
}
"""The conversations that are entered from here, by the name of their button; one that is not there is left out."""
DRAFTS = {"plan": "programme"}
"""The kind of a room's edits that wait, where it is not its name."""


async def open_admin(turn: Turn, caller: Caller) -> None:
    """Show an admin where to go."""
    if caller.has(*ADMIN):
        await go_on(turn, caller, ADMIN_HOME, AdminState(), None)
    else:
        await show_menu(turn, caller, t("menu.not_yours"))


async def _load(tx: Transaction, caller: Caller, state: AdminState, _said: Said, now: datetime) -> AdminView:
    rooms = {name: flow for name, flow in ROOMS.items() if flow in FLOWS}
    match state.at:
        case "changes":
            found = await admin_changes.list_recent(tx, state.page * CHANGES_A_PAGE, CHANGES_A_PAGE)
            changes = tuple(_logged(change) for change in found)
            names = await names_for(tx, (edit for change in changes for edit in change.edits))
            return AdminView(state, changes, count=await admin_changes.count(tx), names=names, rooms=rooms)
        case "change":
            one = await admin_changes.get(tx, state.change)
            change = _logged(one, await _stuck(tx, caller, one, now)) if one else None
            names = await names_for(tx, change.edits if change else ())
            return AdminView(state, change=change, names=names, rooms=rooms)
        case "health":
            silent = tuple(await health.list_silent(tx))
            return AdminView(state, silent=silent, people=await health.count_served(tx), rooms=rooms)
        case "system":
            return AdminView(state, system=await _system(tx, now), rooms=rooms)
        case _:
            drafts = await admin_changes.list_drafts(tx, caller.person.id)
            waiting = tuple(name for name in rooms if DRAFTS.get(name, name) in drafts)
            return AdminView(state, rooms=rooms, waiting=waiting)


def _logged(change: AdminChange, problem: str = "") -> Logged:
    edits = restored(change.edits)
    return Logged(change.id, change.person, change.at, edits, change.reverts, change.reverted, problem)


async def _stuck(tx: Transaction, caller: Caller, change: AdminChange, now: datetime) -> str:
    return await changing.problem_of(tx, caller, inverted(restored(change.edits)), now)


async def _system(tx: Reading, now: datetime) -> System:
    found = await health.get_standing(tx, now)
    told = tx.memory.report() if tx.memory.report else {}
    return System(  # the update that asks is one that waits, and is not counted
        __version__,
        await health.get_version(tx),
        tx.memory.backups,
        await audit.get_last(tx, "backup.make"),
        tuple((queue.name, queue.waiting - (queue.name == "updates"), queue.since) for queue in found.queues),
        found.dead,
        told.get("clock_ahead_seconds", {}),
        told.get("messengers", {}),
    )


ADMIN_HOME = Flow("admin", AdminState, _load, step, changing.save, ADMIN)
