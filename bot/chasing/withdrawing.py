"""Takes back pushes that could not leave: a messenger that was away must not bring a storm of old ones."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from bot.chasing.calls import seed_calls
from bot.chasing.owing import Debts, debts_of
from bot.chasing.screens import TO_REPORTERS
from bot.language.week import week_from_key
from bot.programme.in_memory import hold_calendar
from bot.programme.provinces import place_of
from storage import ledger, outbox, pushes
from storage.ledger import Entry
from storage.pushes import Pushed
from storage.transaction import Reading, Transaction


async def withdraw(tx: Transaction, now: datetime) -> None:
    """Take back what waits and is of no use any more: too late, answered meanwhile, or said again since."""
    waiting, debts = await pushes.list_waiting(tx), Debts(tx)
    newest = {pushed.person_id: pushed.id for pushed in waiting if pushed.kind in TO_REPORTERS}
    for row, alike in groupby(waiting, lambda pushed: pushed.outbox_id):
        reasons = []
        for pushed in alike:
            reason = await _why_not(tx, pushed, now, debts)
            if not reason and pushed.kind in TO_REPORTERS and newest[pushed.person_id] != pushed.id:
                reason = "newer"
            reasons.append((pushed, reason))
        problem = next((reason for _pushed, reason in reasons if reason), "")
        if problem and await outbox.withdraw(tx, row, problem, now):
            await pushes.discount(tx, row)
            for pushed, reason in reasons:
                await _take_back(tx, pushed, reason)


async def next_withdrawal(tx: Reading, now: datetime) -> datetime | None:
    """Return when the next push that has not left is of no use any more."""
    moments = [pushed.until for pushed in await pushes.list_waiting(tx) if pushed.until]
    return min((moment for moment in moments if moment > now), default=None)


async def _take_back(tx: Transaction, pushed: Pushed, reason: str) -> None:
    """Note that a part of a message never left; without a reason it is of use still, and due anew."""
    for entry in pushed.entries:
        if reason:
            await ledger.take_back(tx, entry, reason)
        else:
            await ledger.forget(tx, entry)


async def _why_not(tx: Reading, pushed: Pushed, now: datetime, debts: Debts) -> str:
    """Return why a push is not to leave any more, '' if it still is."""
    if pushed.until and now >= pushed.until:
        return "late"
    if pushed.kind == "snooze":
        owed = bool(await debts_of(tx, pushed.person_id, now, debts))
    elif seed_calls().get(pushed.kind):
        owed = await _is_owed(tx, pushed.person_id, pushed.entries, debts)
    else:
        owed = True
    return "" if owed else "answered"


async def _is_owed(tx: Reading, person: int, entries: Iterable[Entry], debts: Debts) -> bool:
    """Say whether anything is still missing of what the ledger's entries of a call are about."""
    for kind, period, subject in entries:
        call, week = seed_calls().get(kind), week_from_key(period.partition("/")[0])
        province = subject.partition("/")[0]
        times = (await hold_calendar(tx)).times(week, place_of(province))
        debt = (await debts.of(week, times, province, call)).get(person) if call and times else None
        if debt and debt.missing:
            return True
    return False
