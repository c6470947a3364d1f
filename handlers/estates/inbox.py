"""The inbox «از شهرک‌ها», put together: what it loads, what it keeps, and what opens it."""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.conversing.converse import go_on
from bot.conversing.flow import Flow
from bot.conversing.menu import show_menu
from bot.delivery.turn import Turn
from bot.evidence.facts import SeeEntry
from bot.evidence.rules import MOST
from bot.evidence.showing import order_sight_of_entry
from bot.free_messages.kinds import MessageKind
from bot.language.catalogue import t
from bot.language.week import Week
from bot.people.caller import Caller
from bot.people.rights import REPORTERS, SIGNERS
from bot.people.scope import reports_on, sees_entry
from bot.programme.due import week_at_hand
from bot.programme.in_memory import hold_calendar, hold_programme
from bot.programme.provinces import by_code
from bot.reporting.estates.entries import (
    AcceptEntry,
    AnswerEntry,
    ReferEntry,
    accept_entry,
    answer_entry,
    refer_entry,
)
from bot.reporting.estates.loading import estates_of
from bot.said import Said
from handlers.estates.inbox_steps import step
from handlers.estates.inbox_view import InboxFact, InboxState, InboxView
from handlers.free_messages.flow import kind_for
from storage import estate_entries, evidence, people
from storage.estate_entries import EstateEntry
from storage.people import Holder
from storage.transaction import Reading, Transaction

MOST_ENDED = 80


async def open_inbox(turn: Turn, caller: Caller) -> None:
    """Show what the estates of a person's province sent."""
    if caller.has(*REPORTERS):
        await go_on(turn, caller, FROM_ESTATES, InboxState(), None)
    else:
        await show_menu(turn, caller, t("menu.not_yours"))


async def _load(tx: Transaction, caller: Caller, state: InboxState, _said: Said, now: datetime) -> InboxView:
    """Load the entries of a province that the person sees to, and the one that is open."""
    provinces = list(dict.fromkeys(duty.province for duty in caller.reporting_duties))
    entry = await estate_entries.get(tx, state.entry) if state.entry else None
    if entry and not sees_entry(caller.duties, caller.person.id, entry):
        entry = None
    asked = entry.province if entry else state.province
    province = asked if asked in provinces else provinces[0]
    week, _times = week_at_hand(now, await hold_calendar(tx), province)
    ended = await estate_entries.list_ended(tx, province, MOST_ENDED) if state.at == "ended" else None
    rows = await estate_entries.list_waiting(tx, province) if ended is None else ended
    axes = await _list_axes(tx, caller, province, week)
    view = InboxView(
        state=state,
        province=by_code(province),
        others=tuple(by_code(code) for code in provinces if code != province),
        entries=tuple(each for each in rows if sees_entry(caller.duties, caller.person.id, each)),
        entry=entry,
        week=week,
        axes=axes,
    )
    return await _with_entry(tx, caller, view, entry, now) if entry else view


async def _with_entry(tx: Transaction, caller: Caller, view: InboxView, entry: EstateEntry, now: datetime) -> InboxView:
    """Add what the card of an entry needs."""
    place = view.province.code
    figures = entry.kind != "piece" and entry.state == "open"
    return replace(
        view,
        full=await _list_full(tx, caller, view, entry) if entry.kind == "piece" else frozenset(),
        colleagues=await _list_colleagues(tx, caller, entry),
        piece=await evidence.get(tx, entry.evidence) if entry.evidence else None,
        reads=figures and await kind_for(tx, caller, entry.words, now) == MessageKind.REPORT,
        estates=len(await estates_of(tx, place)),
    )


async def _list_full(tx: Reading, caller: Caller, view: InboxView, entry: EstateEntry) -> frozenset[str]:
    """Return which of the axes that a piece may be added to have all the evidence they may."""
    asked = view.axes if view.state.at == "axis" else ()
    full = set()
    for code in [entry.axis] if entry.axis in view.axes else asked:
        key = (view.week.saturday, view.province.code, code)
        if len(await evidence.list_of_axis(tx, caller.person.id, key)) >= MOST:
            full.add(code)
    return frozenset(full)


async def _list_axes(tx: Reading, caller: Caller, province: str, week: Week) -> dict[str, str]:
    plan = await hold_programme(tx, week.year)
    return {
        each.code: each.short for each in plan.axes if each.active and reports_on(caller.duties, province, each.code)
    }


async def _list_colleagues(tx: Reading, caller: Caller, entry: EstateEntry) -> tuple[Holder, ...]:
    """Return who may be given an entry by a CEO: the colleagues who have its axis, or any where it names none."""
    if not any(duty.role in SIGNERS and duty.province == entry.province for duty in caller.duties):
        return ()
    return tuple(
        each
        for each in await people.list_of_role(tx, "liaison", entry.province)
        if each.axes and each.id not in {caller.person.id, entry.assigned}
        if not entry.axis or entry.axis in each.axes.split(";")
    )


async def _save(tx: Transaction, caller: Caller, facts: tuple[InboxFact, ...], now: datetime) -> None:
    for fact in facts:
        match fact:
            case AcceptEntry():
                await accept_entry(tx, caller, fact, now)
            case AnswerEntry():
                await answer_entry(tx, caller, fact, now)
            case ReferEntry():
                await refer_entry(tx, caller, fact, now)
            case SeeEntry():
                await order_sight_of_entry(tx, caller, fact, now)
            case _:
                assert_never(fact)


FROM_ESTATES = Flow("from_estates", InboxState, _load, step, _save, REPORTERS)
