"""The one way to push: what the schedule wants to tell a person goes through `push`, whoever wants it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.chasing.calls import seed_calls
from bot.chasing.owing import Debts
from bot.chasing.rules import FOR_EVER, Due, Readiness, list_due, weigh
from bot.conversing.posting import bring
from bot.conversing.screen import Screen
from bot.delivery.apart import apart
from bot.language.catalogue import t
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
    ``only_on``: the one messenger that it may go over. ``brief``: what it says in the message of something else that
    is due to the same person; None: the same as alone.
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
    brief: Screen | None = None


DueTo = Callable[[Transaction, datetime, int], Awaitable[list[Push]]]
"""Asks a room what it would tell a person this morning, as far as the ledger does not have it."""
ROOMS: list[DueTo] = []
"""Who is asked when a push is about to leave: what else is due to the person goes along (`bot/ticking.py`)."""


async def push(
    tx: Transaction, now: datetime, wanted: Push, debts: Debts | None = None, along: Sequence[Push] = ()
) -> bool:
    """Send it, leave it out or let it wait; True once the ledger has it.

    Where it has to wait (quiet hours, a half-filled answer, the day's two pushes, what is worth more and comes later
    today), nothing is written: want it again as long as it is still true; the clockwork is told when
    (`Transaction.again`). Whoever tells many at once hands over the ``debts`` that are reckoned already.

    What else is due to the person goes with it, in one outgoing row: ``along``, and what the rooms say (`ROOMS`).
    """
    debts = debts or Debts(tx)
    ready = await _readiness(tx, now, wanted, debts)
    verdict = weigh(now, wanted.until, ready, seed_calls(), asked=wanted.asked)
    if verdict == "wait":
        tx.again.append(min(wanted.until, _when_again(now, wanted, ready, await hold_calendar(tx))))
        return False
    if verdict != "send":
        await leave_out(tx, now, wanted.entries, verdict)
    elif await _settle(tx, now, wanted):
        others = [*along, *await _ask_rooms(tx, now, wanted.person)]
        await _send(tx, now, [wanted, *[each for each in others if await _joins(tx, now, each, wanted, debts)]])
    return True


async def _ask_rooms(tx: Transaction, now: datetime, person: int) -> list[Push]:
    """Return what the rooms would tell a person; a mistake of one of them lets the push leave without."""
    found: list[Push] = []
    async with apart(tx, now, "along"):
        for room in ROOMS:
            found += await room(tx, now, person)
    return found


async def _settle(tx: Transaction, now: datetime, wanted: Push) -> bool:
    """Enter what a push settles; False where the ledger has all of it already."""
    return any([await ledger.enter(tx, now, entry) for entry in wanted.entries])


async def _joins(tx: Transaction, now: datetime, other: Push, first: Push, debts: Debts) -> bool:
    """Settle what may leave now in the same message, however many pushes the day has had; say whether it does."""
    if await _address(tx, other) != await _address(tx, first):
        return False
    ready = replace(await _readiness(tx, now, other, debts), pushed=0, reserved=0, coming=None)
    return weigh(now, other.until, ready, seed_calls(), asked=False) == "send" and await _settle(tx, now, other)


async def leave_out(tx: Transaction, now: datetime, entries: tuple[Entry, ...], reason: str) -> None:
    """Write down that something is skipped, and why."""
    for entry in entries:
        await ledger.enter(tx, now, entry, "skipped", reason)


async def _send(tx: Transaction, now: datetime, parts: Sequence[Push]) -> None:
    """Send parts to one person as one message, which is counted once."""
    first = parts[0]
    address = await _address(tx, first)
    assert address is not None  # noqa: S101 - who cannot be reached was left out
    only_on = next((part.only_on for part in parts if part.only_on), "")
    row = await bring(tx, address, _as_one(parts), now, Letter("", kind="push", only_on=only_on), first.flow)
    for part in parts:
        until = None if part.until == FOR_EVER else part.until
        pushed = Pushed(0, part.person, part.kind, part.entries, until, row.id)
        await pushes.add(tx, now, pushed, counted=part is first and not first.asked)
    await snoozes.drop_until(tx, first.person, now)  # one message is reminder enough


def _as_one(parts: Sequence[Push]) -> Screen:
    """Return the first part as it is and the others in brief below it, each with buttons of its own flow."""
    first, *others = [parts[0].screen, *[part.brief or part.screen for part in parts[1:]]]
    rows = tuple(
        tuple(replace(button, flow=part.flow) for button in row)
        for part, screen in zip(parts, [first, *others], strict=True)
        for row in screen.rows
    )
    below = ["\n".join([t("chase.along"), *[screen.text for screen in others]])] if others else []
    return Screen("\n\n".join([first.text, *below]), rows)


def _when_again(now: datetime, wanted: Push, ready: Readiness, held: HeldCalendar) -> datetime:
    """Return when a push that waits may leave at the earliest, as far as time alone decides it."""
    if ready.answering:
        return now + LOOKED_AGAIN
    if ready.coming:
        return max(ready.coming, now + LOOKED_AGAIN)
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
    today, worthier = day_of(now), await _list_worthier(tx, now, wanted, held, debts)
    noon = at(today, calls.morning_until)
    return Readiness(
        reachable=await _address(tx, wanted) is not None,
        in_hours=all(push_time(now, held.rules, held.calendar, place) == now for place in wanted.provinces),
        muted=call is not None and call.quiet == wish.reminders and not wanted.essential,
        answering=await owing.is_answering(tx, wanted.person, now - calls.undisturbed),
        not_before=now if wish.hour is None else at(today, time(wish.hour)),
        pushed=await pushes.count_since(tx, wanted.person, at(today, time.min)),
        reserved=len({due.call.kind for due in worthier if due.at > now}),
        coming=min((due.at for due in worthier if due.at <= noon and now < noon), default=None),
    )


async def _list_worthier(tx: Reading, now: datetime, wanted: Push, held: HeldCalendar, debts: Debts) -> list[Due]:
    """Return the calls of today that are worth more and are still to be told to this person.

    For headquarters' people these are an upper bound: their ladder is reckoned as if nothing had come in.
    """
    calls, today = seed_calls(), at(day_of(now), time.min)
    found = []
    for duty in await debts.duties_of(wanted.person):
        for due in list_due(today + DAY - timedelta(seconds=1), held, duty.province, calls):
            worthier = calls.worth(due.call.kind) < calls.worth(wanted.kind) and duty.role in due.call.roles
            if worthier and due.at >= today and now < due.until:
                debt = (await debts.of(due.week, due.times, due.province, due.call)).get(wanted.person)
                if debt and debt.missing and (due.at > now or await _is_untold(tx, now, due, wanted.person)):
                    found.append(due)
    return found


async def _is_untold(tx: Reading, now: datetime, due: Due, person: int) -> bool:
    """Say whether a call whose time has come may still be told, in a later slice; headquarters' within a minute."""
    if not due.province:
        return now < due.at + LOOKED_AGAIN
    subjects = (due.province, f"{due.province}/{person}")
    return not any([await ledger.has(tx, due.call.kind, due.period, subject) for subject in subjects])
