"""Calls people to what is due in the week: openings, reminders, overdue notices, the ladder; once each."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

from bot.chasing import screens
from bot.chasing.calls import seed_calls
from bot.chasing.owing import Debt, Debts
from bot.chasing.pushing import Push, leave_out, push
from bot.chasing.rules import Due, list_due_in, newest, next_due, weeks_with_report
from bot.conversing.widgets import REMINDER
from bot.delivery.apart import apart
from bot.delivery.lateness import enter_done
from bot.people.roles import PROVINCIAL_ROLES
from bot.programme.in_memory import HeldCalendar, hold_calendar
from bot.programme.provinces import HEADQUARTERS_UNIT, PROVINCES, place_of
from storage import ledger
from storage.ledger import Entry
from storage.transaction import Reading, Transaction

MOST = 60
"""People who are told in one slice: between two of them others have their turns."""


@dataclass(frozen=True)
class Slice:
    """A slice of calling: what the ledger had when it began, each asked once, and who owes what."""

    tx: Transaction
    now: datetime
    debts: Debts
    _units: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    _people: dict[Entry, frozenset[str]] = field(default_factory=dict)

    async def has_settled(self, due: Due) -> bool:
        """Say whether a call is settled for its unit as a whole; all units ask the same question."""
        key = (due.call.kind, due.period)
        if key not in self._units:
            self._units[key] = await ledger.list_units(self.tx, *key)
        return due.province in self._units[key]

    def look_again(self) -> None:
        """Forget whom the ledger has: some were told along with what is worth more."""
        self._people.clear()

    async def list_told(self, due: Due) -> frozenset[str]:
        """Return whom of its unit the ledger has, as «unit/person»."""
        key = _entry(due)
        if key not in self._people:
            self._people[key] = await ledger.list_people(self.tx, *key)
        return self._people[key]

    async def list_undecided(self, due: Due) -> AsyncIterator[Debt]:
        """Yield the debts of those who are still to be told; who owes nothing is left out for good."""
        if due.call.does != "push":
            return
        for debt in (await self.debts.of(due.week, due.times, due.province, due.call)).values():
            if _subject(debt) in await self.list_told(due):
                continue
            if debt.missing:
                yield debt
            else:
                await leave_out(self.tx, self.now, (_entry_of(due, debt),), "answered")


async def call(tx: Transaction, now: datetime, most: int = MOST) -> bool:
    """Tell everybody concerned what is due now; what is settled for a province is not looked at again.

    What is worth more comes first. At most so many are told in one slice; True says that there are more.
    """
    held, at_hand = await hold_calendar(tx), Slice(tx, now, Debts(tx))
    places = _places_of_units(held)
    shared = {place: list_due_in(now, held, place, seed_calls()) for place in set(places.values())}
    dues = [due for unit in places for due in await _list_unsettled(at_hand, unit, shared[places[unit]])]
    dues.sort(key=lambda due: seed_calls().worth(due.call.kind))
    kinds = [list(alike) for _kind, alike in groupby(dues, lambda due: due.call.kind)]
    for place, alike in enumerate(kinds):
        if most <= 0:
            break
        at_hand.look_again()
        async with apart(tx, now, alike[0].call.kind):
            most -= await _tell(at_hand, alike, kinds[place + 1 :], most)
    return most <= 0


async def next_call(tx: Reading, now: datetime, kind: str) -> datetime | None:
    """Return when a kind of call is next due in any unit."""
    held = await hold_calendar(tx)
    found = [next_due(now, held, place, kind, seed_calls()) for place in set(_places_of_units(held).values())]
    return min(filter(None, found), default=None)


async def next_deadline(tx: Reading, now: datetime) -> datetime | None:
    """Return the next deadline of any unit."""
    held = await hold_calendar(tx)
    found = [
        next((times.deadline for _week, times in weeks_with_report(now, held, place) if times.deadline > now), None)
        for place in set(_places_of_units(held).values())
    ]
    return min(filter(None, found), default=None)


def _places_of_units(held: HeldCalendar) -> dict[str, str]:
    """Return all units with the places whose weeks they have (`HeldCalendar.place_like`)."""
    units = (*(province.code for province in PROVINCES), HEADQUARTERS_UNIT)
    return {unit: held.place_like(place_of(unit)) for unit in units}


async def _tell(at_hand: Slice, dues: list[Due], others: list[list[Due]], most: int) -> int:
    """Tell people what is due in one kind, and along with it in the others, at most so many; return how many."""
    tx, now, told = at_hand.tx, at_hand.now, 0
    held, waiting = await hold_calendar(tx), set[Entry]()
    looked_at: set[Entry] = set()
    for place, due in enumerate(dues):
        async for debt in at_hand.list_undecided(due):
            if _entry_of(due, debt) in looked_at:
                continue
            if told == most:
                return told
            wanted = [(due, debt), *await _elsewhere(at_hand, debt.person, dues[place + 1 :])]
            looked_at |= {_entry_of(*each) for each in wanted}
            also = [found for kind in others if (found := await _elsewhere(at_hand, debt.person, kind))]
            along = [_write(now, found[0][0].call.kind, found, held) for found in also]
            if await push(tx, now, _write(now, due.call.kind, wanted, held), at_hand.debts, along):
                told += 1
            else:
                waiting |= {_entry(each) for each, _debt in wanted}
        if _entry(due) not in waiting:
            await enter_done(tx, now, _entry(due), due.at)
    return told


async def _elsewhere(at_hand: Slice, person: int, dues: list[Due]) -> list[tuple[Due, Debt]]:
    """Return what the same person is to be told of a kind in these units: it is one message."""
    units = {duty.province for duty in await at_hand.debts.duties_of(person)} if dues else set()
    found = []
    for due in dues:
        if place_of(HEADQUARTERS_UNIT) in units or due.province in units:
            debt = (await at_hand.debts.of(due.week, due.times, due.province, due.call)).get(person)
            if debt and debt.missing and _subject(debt) not in await at_hand.list_told(due):
                found.append((due, debt))
    return found


async def _list_unsettled(at_hand: Slice, province: str, dues: list[Due]) -> list[Due]:
    """Return what is due in a province and of use; skip what is too late, and what something newer says as well."""
    dues = [replace(due, province=province) for due in dues if due.call.does != "errand"]
    live, older = newest([due for due in dues if not await at_hand.has_settled(due)])
    for due in older:
        await _skip(at_hand, due, "newer")
    for due in live:
        if at_hand.now >= due.until:
            await _skip(at_hand, due, "late")
    return [due for due in live if at_hand.now < due.until]


async def _skip(at_hand: Slice, due: Due, reason: str) -> None:
    """Leave everybody out who has not been told, and the province as a whole if nobody has."""
    async for debt in at_hand.list_undecided(due):
        await leave_out(at_hand.tx, at_hand.now, (_entry_of(due, debt),), reason)
    await ledger.enter(
        at_hand.tx, at_hand.now, _entry(due), "done" if await at_hand.list_told(due) else "skipped", reason
    )


def _write(now: datetime, kind: str, wanted: list[tuple[Due, Debt]], held: HeldCalendar) -> Push:
    """Return what tells a person of all that is due in the same kind."""
    dues, debts = [due for due, _debt in wanted], [debt for _due, debt in wanted]
    provincial = bool(dues[0].call.roles & set(PROVINCIAL_ROLES))
    return Push(
        person=debts[0].person,
        kind=kind,
        entries=tuple(_entry_of(due, debt) for due, debt in wanted),
        screen=screens.show(kind, debts, now, held.calendar, seed_calls()),
        brief=screens.brief(kind, debts),
        provinces=tuple(place_of(debt.province) for debt in debts) if provincial else ("",),
        flow=REMINDER,
        until=min(due.until for due in dues),
        essential=any(due.times.last_reminder is None or "last_reminder" in due.times.off for due in dues),
    )


def _entry(due: Due) -> Entry:
    return due.call.kind, due.period, due.province


def _entry_of(due: Due, debt: Debt) -> Entry:
    return due.call.kind, due.period, _subject(debt)


def _subject(debt: Debt) -> str:
    return f"{debt.province}/{debt.person}"
