"""Compares a roster with the people of the database, and makes them what it says."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.people.roster_file import RosterRow
from storage import audit, people, phones
from storage.audit import Act, Action
from storage.people import Duty, Person
from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class ChangedDuty:
    """A duty whose estates or axes change."""

    old: Duty
    new: Duty


@dataclass(frozen=True)
class PersonDifference:
    """What the roster changes for one of its people; ``person`` is how the database knows them, None: not at all."""

    person: Person | None = field(repr=False)
    phone: str = field(repr=False)
    full_name: str = field(repr=False)
    honorific: str
    new: tuple[Duty, ...] = ()
    changed: tuple[ChangedDuty, ...] = ()
    gone: tuple[Duty, ...] = ()

    @property
    def renamed(self) -> bool:
        """Return whether the name or the honorific changes."""
        person = self.person
        return person is not None and (person.full_name, person.honorific) != (self.full_name, self.honorific)

    @property
    def returns(self) -> bool:
        """Return whether somebody who could do nothing becomes active."""
        return self.person is not None and self.person.state != "active"


@dataclass(frozen=True)
class Missing:
    """An active person of the database who is not in the roster."""

    person: Person = field(repr=False)
    phone: str = field(repr=False)


@dataclass(frozen=True)
class Difference:
    """All that a roster changes; what is only missing from it stays, unless it is asked to go."""

    people: tuple[PersonDifference, ...]
    missing: tuple[Missing, ...]


async def compare_roster(tx: Reading, rows: Iterable[RosterRow], kept: frozenset[str] = frozenset()) -> Difference:
    """Return what a roster changes; people with a phone of ``kept`` are never missing, nor is their role of admin."""
    by_phone: dict[str, list[RosterRow]] = {}
    for row in rows:
        by_phone.setdefault(row.phone, []).append(row)
    missing = [
        Missing(person, phone)
        for person, phone in await _list_active(tx)
        if phone not in by_phone and phone not in kept
    ]
    found = [await _compare_person(tx, own, is_kept=phone in kept) for phone, own in by_phone.items()]
    return Difference(tuple(found), tuple(missing))


async def apply_roster(
    tx: Transaction, difference: Difference, now: datetime, *, suspend_missing: bool = False
) -> None:
    """Make the people what a difference of this same transaction says, with an audit row an act.

    ``suspend_missing`` also suspends who is missing and takes away the duties that are.
    """
    for person in difference.people:
        await _apply_person(tx, person, now, drop_gone=suspend_missing)
    for missing in difference.missing if suspend_missing else ():
        await people.save_state(tx, missing.person.id, "suspended")
        await _note(tx, now, "person.suspend", missing.person.id)


async def _list_active(tx: Reading) -> list[tuple[Person, str]]:
    active = await people.list_in_state(tx, "active")
    return [(person, await phones.get(tx, person.id) or "") for person in active]


async def _compare_person(tx: Reading, rows: list[RosterRow], *, is_kept: bool) -> PersonDifference:
    phone = rows[0].phone
    person_id = await phones.find_person(tx, phone)
    person = None if person_id is None else await people.get(tx, person_id)
    duties = await people.list_roster_duties(tx, person.id) if person else []
    held = {(duty.role, duty.province): duty for duty in duties}
    wanted = {(row.role, row.province): Duty(row.role, row.province, row.estate, row.axes) for row in rows}
    return PersonDifference(
        person,
        phone,
        rows[0].full_name,
        next((row.honorific for row in rows if row.honorific), ""),
        new=tuple(duty for key, duty in wanted.items() if key not in held),
        changed=tuple(ChangedDuty(held[key], duty) for key, duty in wanted.items() if held.get(key, duty) != duty),
        gone=tuple(duty for key, duty in held.items() if key not in wanted and not (is_kept and duty.role == "admin")),
    )


async def _apply_person(tx: Transaction, person: PersonDifference, now: datetime, *, drop_gone: bool) -> None:
    person_id = person.person.id if person.person else await _add(tx, person, now)
    if person.renamed:
        await people.save_name(tx, person_id, person.full_name, person.honorific)
        await _note(tx, now, "person.rename", person_id)
    if person.returns:
        await people.save_state(tx, person_id, "active")
        await _note(tx, now, "person.activate", person_id)
    for duty in (*person.new, *(changed.new for changed in person.changed)):
        await people.save_duty(tx, person_id, duty)
        await _note(tx, now, "duty.save", person_id, duty)
    for duty in person.gone if drop_gone else ():
        await people.drop_duty(tx, person_id, duty.role, duty.province)
        await _note(tx, now, "duty.drop", person_id, duty)


async def _add(tx: Transaction, person: PersonDifference, now: datetime) -> int:
    person_id = await people.add(tx, person.full_name, person.honorific, "active", now)
    await phones.save(tx, person_id, person.phone)
    await _note(tx, now, "person.add", person_id)
    return person_id


async def _note(tx: Transaction, now: datetime, action: Action, person_id: int, duty: Duty | None = None) -> None:
    """Write an act down by ids and codes: the trail holds no phones, no names and no words."""
    detail: dict[str, str | int | None] = {}
    if duty:
        detail = {"role": duty.role, "province": duty.province, "axes": duty.axes}
    await audit.append(tx, now, Act("command", action, f"person:{person_id}", detail))
