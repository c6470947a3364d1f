"""The one way to push: what the schedule wants to tell a person goes through `push`, whoever wants it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.chasing.calls import seed_calls
from bot.chasing.owing import Debts
from bot.chasing.rules import FOR_EVER, Readiness, list_due, weigh
from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.programme.calendar import DAY, at, day_of
from bot.programme.in_memory import HeldCalendar, hold_calendar
from bot.programme.timetable import push_time
from storage import accounts, ledger, owing, pushes, quiet, snoozes
from storage.ledger import Entry
from storage.outbox import Address, Letter
from storage.pushes import Pushed
from storage.transaction import Reading, Transaction

LOOKED_AGAIN = timedelta(minutes=1)
"""How soon a push is wanted again that waits for a person: for a half-filled answer, or for what is worth more."""


@dataclass(frozen=True)
class Push:
    """What one person is to be told: its kind (a call's, or one of your own), and what it settles in the ledger.

    ``provinces`` are those whose working days count ('' = headquarters), ``flow`` whose the buttons are; after
    ``until`` it is of no use. ``essential``: no wish for quiet leaves it out. ``asked``: the person wished for it now.
    ``only_on``: the one messenger that it may go over.
    """

    person: int
    kind: str
    entries: tuple[Entry, ...]
    screen: Screen
    provinces: tuple[str, ...] = ("",)
    flow: str = ""
    until: datetime = FOR_EVER
    essential: bool = False
    asked: bool = False
    only_on: str = ""


async def push(tx: Transaction, now: datetime, wanted: Push, debts: Debts | None = None) -> bool:
    """Send it, leave it out or let it wait; True once the ledger has it.

    Where it has to wait (quiet hours, a half-filled answer, the day's two pushes, what is worth more and comes later
    today), nothing is written: want it again as long as it is still true; the clockwork is told when
    (`Transaction.again`). Whoever tells many at once hands over the ``debts`` that are reckoned already.
    """
    ready = await _readiness(tx, now, wanted, debts or Debts(tx))
    verdict = weigh(now, wanted.until, ready, seed_calls(), asked=wanted.asked)
    if verdict == "wait":
        tx.again.append(min(wanted.until, _when_again(now, wanted, ready, await hold_calendar(tx))))
        return False
    if verdict != "send":
        await leave_out(tx, now, wanted.entries, verdict)
    else:
        entered = [await ledger.enter(tx, now, entry) for entry in wanted.entries]
        if any(entered):
            await _send(tx, now, wanted)
    return True


async def leave_out(tx: Transaction, now: datetime, entries: tuple[Entry, ...], reason: str) -> None:
    """Write down that something is skipped, and why."""
    for entry in entries:
        await ledger.enter(tx, now, entry, "skipped", reason)


async def _send(tx: Transaction, now: datetime, wanted: Push) -> None:
    address = await _address(tx, wanted)
    assert address is not None  # noqa: S101 - who cannot be reached was left out
    row = await post(tx, address, wanted.screen, now, Letter("", kind="push"), wanted.flow)
    until = None if wanted.until == FOR_EVER else wanted.until
    pushed = Pushed(0, wanted.person, wanted.kind, wanted.entries, until, row.id)
    await pushes.add(tx, now, pushed, counted=not wanted.asked)
    await snoozes.drop_until(tx, wanted.person, now)  # one message is reminder enough


def _when_again(now: datetime, wanted: Push, ready: Readiness, held: HeldCalendar) -> datetime:
    """Return when a push that waits may leave at the earliest, as far as time alone decides it."""
    if ready.answering:
        return now + LOOKED_AGAIN
    moment = ready.not_before if now < ready.not_before < wanted.until else now
    if ready.pushed >= seed_calls().most_a_day:
        moment = at(day_of(now) + DAY, time.min)
    moment = max(push_time(moment, held.rules, held.calendar, place) for place in wanted.provinces)
    return max(moment, now + LOOKED_AGAIN)


async def _address(tx: Reading, wanted: Push) -> Address | None:
    if wanted.only_on:
        return await accounts.get_address_on(tx, wanted.person, wanted.only_on)
    return await accounts.get_address(tx, wanted.person)


async def _readiness(tx: Reading, now: datetime, wanted: Push, debts: Debts) -> Readiness:
    held, calls = await hold_calendar(tx), seed_calls()
    wish, call = await quiet.get(tx, wanted.person), calls.get(wanted.kind)
    today = day_of(now)
    return Readiness(
        reachable=await _address(tx, wanted) is not None,
        in_hours=all(push_time(now, held.rules, held.calendar, place) == now for place in wanted.provinces),
        muted=call is not None and call.quiet == wish.reminders and not wanted.essential,
        answering=await owing.is_answering(tx, wanted.person, now - calls.undisturbed),
        not_before=now if wish.hour is None else at(today, time(wish.hour)),
        pushed=await pushes.count_since(tx, wanted.person, at(today, time.min)),
        reserved=await _count_worthier(now, wanted, held, debts),
    )


async def _count_worthier(now: datetime, wanted: Push, held: HeldCalendar, debts: Debts) -> int:
    """Count the kinds of push that are worth more and will still come to this person today.

    For headquarters' people this is an upper bound: their ladder is reckoned as if nothing had come in.
    """
    calls = seed_calls()
    tonight, kinds = at(day_of(now) + DAY, time.min) - timedelta(seconds=1), set()
    for duty in await debts.duties_of(wanted.person):
        for due in list_due(tonight, held, duty.province, calls):
            worthier = calls.worth(due.call.kind) < calls.worth(wanted.kind)
            if worthier and due.at > now and duty.role in due.call.roles and due.call.kind not in kinds:
                debt = (await debts.of(due.week, due.times, due.province, due.call)).get(wanted.person)
                if debt and debt.missing:
                    kinds.add(due.call.kind)
    return len(kinds)
