"""Loads what the conversation of a messenger's outage sees, and saves what it leads to."""

from datetime import date, datetime, time

from bot.conversing.flow import Flow
from bot.counting.counting import list_cells
from bot.language.week import week_of
from bot.people.caller import Caller
from bot.programme.calendar import DAY, at, day_of
from bot.said import Said
from handlers.closing.outage_form import FORM, OutageState, OutageView
from handlers.closing.view import DeclareOutage
from storage import audit, outages
from storage.audit import Act
from storage.outages import Outage
from storage.transaction import Reading, Transaction


async def _load(tx: Transaction, _caller: Caller, state: OutageState, _said: Said, now: datetime) -> OutageView:
    late = await _count_excused(tx, state, now) if state.platform and state.day else 0
    return OutageView(state, day_of(now), late)


async def _count_excused(tx: Reading, state: OutageState, now: datetime) -> int:
    """Count the late reports that an outage on a day would excuse."""
    day = date.fromisoformat(state.day)
    outage = Outage(state.platform, at(day, time.min), at(day + DAY, time.min))
    weeks = [week_of(day).previous, week_of(day)]
    before, after = await list_cells(tx, now, weeks), await list_cells(tx, now, weeks, (outage,))
    return sum(cell.outcome == "outage" for cell in after) - sum(cell.outcome == "outage" for cell in before)


async def _save(tx: Transaction, caller: Caller, facts: tuple[DeclareOutage, ...], now: datetime) -> None:
    for fact in facts:
        await outages.add(tx, Outage(fact.platform, fact.began_at, fact.ended_at, caller.person.id, fact.reason))
        detail: dict[str, str | int | None] = {"from": fact.began_at.isoformat(), "until": fact.ended_at.isoformat()}
        await audit.append(tx, now, Act(f"person:{caller.person.id}", "outage.declare", fact.platform, detail))


OUTAGE = Flow("outage", OutageState, _load, FORM.step, _save, frozenset({"admin"}))
