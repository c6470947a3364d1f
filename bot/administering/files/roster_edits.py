"""What a roster that came back changes, as edits; new people are kept suspended until these are confirmed."""

from datetime import datetime

from bot.administering.editable import duty_part, person_key, read_person
from bot.administering.edits import Edit
from bot.people.roster import Difference, PersonDifference
from storage import audit, people, phones
from storage.audit import Act
from storage.transaction import Transaction


async def roster_edits(tx: Transaction, difference: Difference, now: datetime, actor: str) -> tuple[Edit, ...]:
    """Return an edit for everybody whom the roster changes; who is missing from it stays as is."""
    found = [await _edit(tx, person, now, actor) for person in difference.people if _changes(person)]
    return tuple(edit for edit in found if edit.before != edit.after)


def _changes(person: PersonDifference) -> bool:
    return person.person is None or person.renamed or person.returns or bool(person.new or person.changed)


async def _edit(tx: Transaction, person: PersonDifference, now: datetime, actor: str) -> Edit:
    number = person.person.id if person.person else await _add(tx, person, now, actor)
    before = await read_person(tx, number) or {}
    changed = {(each.new.role, each.new.province): duty_part(each.new) for each in person.changed}
    duties = [changed.get((duty["role"], duty["province"]), duty) for duty in before["duties"]]
    duties = sorted([*duties, *map(duty_part, person.new)], key=lambda duty: tuple(duty.values()))
    after = {"name": person.full_name, "honorific": person.honorific, "state": "active", "duties": duties}
    return Edit(person_key(number), before, after)


async def _add(tx: Transaction, person: PersonDifference, now: datetime, actor: str) -> int:
    number = await people.add(tx, person.full_name, person.honorific, "suspended", now)
    await phones.save(tx, number, person.phone)
    await audit.append(tx, now, Act(actor, "person.add", f"person:{number}", {}))
    return number
