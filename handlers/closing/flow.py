"""Loads what the conversation of a closure sees, and saves what it leads to."""

from datetime import date, datetime

from bot.closing.shifts import Shift, list_shifts, with_closure, without_closure
from bot.closing.telling import count_reachable, list_concerned, tell
from bot.conversing.converse import go_on
from bot.conversing.flow import Flow
from bot.conversing.menu import show_menu
from bot.delivery.turn import Turn
from bot.language import dates
from bot.language.catalogue import t
from bot.people.caller import Caller
from bot.people.rights import ADMIN
from bot.programme.calendar import Closure, day_of
from bot.programme.in_memory import hold_calendar
from bot.programme.provinces import PROVINCES
from bot.said import Said
from handlers.closing import screens
from handlers.closing.form import step
from handlers.closing.view import CloseState, CloseView, Declare, Declared, Revert
from storage import audit, calendar
from storage.audit import Act, Action
from storage.calendar import StoredClosure
from storage.transaction import Reading, Transaction


async def open_closing(turn: Turn, caller: Caller) -> None:
    """Let an admin close a day."""
    if caller.has(*ADMIN):
        await go_on(turn, caller, CLOSE, CloseState(), None)
    else:
        await show_menu(turn, caller, t("menu.not_yours"))


async def _load(tx: Transaction, _caller: Caller, state: CloseState, _said: Said, now: datetime) -> CloseView:
    declared = tuple(
        Declared(each.day, _codes(each.provinces), each.reason)
        for each in await calendar.list_closures(tx)
        if each.day > day_of(now)
    )
    shifts = await _shifts(tx, state, now) if state.at in {"preview", "revert"} else ()
    people = await list_concerned(tx, shifts)
    return CloseView(state, day_of(now), declared, shifts, len(people), await count_reachable(tx, people))


async def _shifts(tx: Reading, state: CloseState, now: datetime) -> tuple[Shift, ...]:
    """Return what a closure, or taking it back, would move."""
    closure = Closure(date.fromisoformat(state.day), now, state.reason, frozenset(state.codes))
    return await _list_shifts(tx, closure, now, back=state.at == "revert")


async def _list_shifts(tx: Reading, closure: Closure, now: datetime, *, back: bool) -> tuple[Shift, ...]:
    held = await hold_calendar(tx)
    change = without_closure if back else with_closure
    units = sorted(closure.provinces) or [*(province.code for province in PROVINCES), ""]
    return list_shifts(now, held.rules_of, (held.calendar, change(held.calendar, closure)), closure.day, units)


async def _save(tx: Transaction, caller: Caller, facts: tuple[Declare | Revert, ...], now: datetime) -> None:
    for fact in facts:
        closure = Closure(fact.day, now, getattr(fact, "reason", ""), frozenset(fact.provinces))
        people = await list_concerned(tx, await _list_shifts(tx, closure, now, back=isinstance(fact, Revert)))
        await _change(tx, fact, now)
        action: Action = "closure.revert" if isinstance(fact, Revert) else "closure.declare"
        detail: dict[str, str | int | None] = {"provinces": ";".join(fact.provinces), "people": len(people)}
        await audit.append(tx, now, Act(f"person:{caller.person.id}", action, fact.day.isoformat(), detail))
        for person, own in people.items():
            await tell(tx, person, _notice(fact, own), now)


async def _change(tx: Transaction, fact: Declare | Revert, now: datetime) -> None:
    stored = StoredClosure(fact.day, ";".join(sorted(fact.provinces)), getattr(fact, "reason", ""), now)
    if isinstance(fact, Declare):
        await calendar.save_closure(tx, stored)
    else:
        await calendar.drop_closure(tx, stored)


def _notice(fact: Declare | Revert, own: tuple[Shift, ...]) -> str:
    values = {"day": dates.date(fact.day), "where": screens.where(fact.provinces)}
    moved = screens.moves(own, named=False)
    if isinstance(fact, Revert):
        return t("closing.notice_reverted", **values, moves=moved)
    return t("closing.notice", **values, reason=fact.reason, moves=moved)


def _codes(provinces: str) -> tuple[str, ...]:
    return tuple(code for code in provinces.split(";") if code)


CLOSE = Flow("closing", CloseState, _load, step, _save, frozenset({"admin"}))
