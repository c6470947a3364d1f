"""Calls people to what is due in the week: openings, reminders, overdue notices, the ladder; once each."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.chasing import screens
from bot.chasing.calls import seed_calls
from bot.chasing.owing import Debt, who_owes
from bot.chasing.pushing import Push, leave_out, push
from bot.chasing.rules import Due, list_due_in, newest
from bot.delivery.lateness import enter_done
from bot.people.roles import PROVINCIAL_ROLES
from bot.programme.held import HeldCalendar, hold_calendar
from bot.programme.provinces import HEADQUARTERS_UNIT, PROVINCES, place_of
from storage import ledger
from storage.ledger import Entry
from storage.transaction import Reading, Transaction

Wants = dict[tuple[str, int], list[tuple[Due, Debt]]]
"""What is to be told, by kind and person."""
Settled = dict[tuple[str, str], frozenset[str]]
"""The subjects that the ledger has, by kind and period: provinces, and people as «province/person»."""


def call(tx: Transaction, now: datetime) -> None:
    """Tell everybody concerned what is due now; what is settled for a province is not looked at again."""
    held = hold_calendar(tx)
    settled: Settled = {}
    units = (*(province.code for province in PROVINCES), HEADQUARTERS_UNIT)
    places = {unit: held.place_like(place_of(unit)) for unit in units}
    shared = {place: list_due_in(now, held, place, seed_calls()) for place in set(places.values())}
    dues = [due for unit in units for due in _list_unsettled(tx, now, unit, shared[places[unit]], settled)]
    wants: Wants = defaultdict(list)
    for due in dues:
        for debt in _undecided(tx, now, due, settled):
            wants[due.call.kind, debt.person].append((due, debt))
    waiting: set[Entry] = set()
    for (kind, _person), wanted in sorted(wants.items(), key=lambda item: seed_calls().worth(item[0][0])):
        if not push(tx, now, _write(now, kind, wanted, held)):
            waiting |= {_entry(due) for due, _debt in wanted}
    for due in dues:
        if _entry(due) not in waiting:
            enter_done(tx, now, _entry(due), due.at)


def _list_unsettled(tx: Transaction, now: datetime, province: str, dues: list[Due], settled: Settled) -> list[Due]:
    """Return what is due in a province and of use; skip what is too late, and what something newer says as well."""
    dues = [due for due in dues if due.call.does != "errand" and province not in _subjects(tx, due, settled)]
    live, older = newest([replace(due, province=province) for due in dues])
    for due in older:
        _skip(tx, now, due, "newer", settled)
    for due in live:
        if now >= due.until:
            _skip(tx, now, due, "late", settled)
    return [due for due in live if now < due.until]


def _skip(tx: Transaction, now: datetime, due: Due, reason: str, settled: Settled) -> None:
    """Leave everybody out who has not been told, and the province as a whole if nobody has."""
    for debt in _undecided(tx, now, due, settled):
        leave_out(tx, now, (_entry_of(due, debt),), reason)
    told = any(subject.startswith(f"{due.province}/") for subject in _subjects(tx, due, settled))
    ledger.enter(tx, now, _entry(due), "done" if told else "skipped", reason)


def _subjects(tx: Reading, due: Due, settled: Settled) -> frozenset[str]:
    """Return what the ledger had of a call when this tick began; the provinces ask the same question."""
    key = (due.call.kind, due.period)
    if key not in settled:
        settled[key] = ledger.list_subjects(tx, *key)
    return settled[key]


def _undecided(tx: Transaction, now: datetime, due: Due, settled: Settled) -> Iterator[Debt]:
    """Yield the debts of those who are still to be told; who owes nothing is left out for good."""
    if due.call.does != "push":
        return
    for debt in who_owes(tx, due.week, due.times, due.province, due.call):
        if _subject(debt) in _subjects(tx, due, settled):
            continue
        if debt.missing:
            yield debt
        else:
            leave_out(tx, now, (_entry_of(due, debt),), "answered")


def _write(now: datetime, kind: str, wanted: list[tuple[Due, Debt]], held: HeldCalendar) -> Push:
    """Return the one message that tells a person of all that is due in the same kind."""
    dues, debts = [due for due, _debt in wanted], [debt for _due, debt in wanted]
    provincial = bool(dues[0].call.roles & set(PROVINCIAL_ROLES))
    return Push(
        person=debts[0].person,
        kind=kind,
        entries=tuple(_entry_of(due, debt) for due, debt in wanted),
        screen=screens.show(kind, debts, now, held.calendar, seed_calls()),
        provinces=tuple(place_of(debt.province) for debt in debts) if provincial else ("",),
        flow="reminder",
        until=min(due.until for due in dues),
        essential=any(due.times.last_reminder is None or "last_reminder" in due.times.off for due in dues),
    )


def _entry(due: Due) -> Entry:
    return due.call.kind, due.period, due.province


def _entry_of(due: Due, debt: Debt) -> Entry:
    return due.call.kind, due.period, _subject(debt)


def _subject(debt: Debt) -> str:
    return f"{debt.province}/{debt.person}"
