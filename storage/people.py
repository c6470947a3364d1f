"""People and their duties."""

from dataclasses import dataclass
from datetime import datetime

from storage import estate_register
from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Person:
    """Somebody on the roster, or somebody who asks to be («asking»)."""

    id: int
    full_name: str
    honorific: str
    address: str | None
    state: str


@dataclass(frozen=True)
class Duty:
    """What a person does: a role, for a province ('' = headquarters), for some axes ('' = see the role).

    ``acting``: it was handed on to this person, and is not of the roster.
    """

    role: str
    province: str
    estate: str
    axes: str
    acting: bool = False


@dataclass(frozen=True)
class Holder:
    """Somebody who holds a duty, and its axes («;»)."""

    id: int
    full_name: str
    axes: str


async def get(tx: Reading, person_id: int) -> Person | None:
    """Return a person."""
    return await tx.one(
        Person,
        "SELECT id, full_name, honorific, address, state FROM people WHERE id = :person_id",
        person_id=person_id,
    )


async def add(tx: Transaction, full_name: str, honorific: str, state: str, now: datetime) -> int:
    """Add a person and return the id."""
    return await tx.insert(
        """INSERT INTO people (full_name, honorific, state, created_at)
           VALUES (:full_name, :honorific, :state, :now)""",
        full_name=full_name,
        honorific=honorific,
        state=state,
        now=now,
    )


async def save_name(tx: Transaction, person_id: int, full_name: str, honorific: str) -> None:
    """Change how a person is named on the roster."""
    tx.write(
        "UPDATE people SET full_name = :full_name, honorific = :honorific WHERE id = :person_id",
        full_name=full_name,
        honorific=honorific,
        person_id=person_id,
    )


async def save_address(tx: Transaction, person_id: int, address: str) -> None:
    """Keep the form of address that a person chose; '' is none."""
    tx.write("UPDATE people SET address = :address WHERE id = :person_id", address=address, person_id=person_id)


async def save_state(tx: Transaction, person_id: int, state: str) -> None:
    """Make a person active, suspended or refused."""
    tx.write("UPDATE people SET state = :state WHERE id = :person_id", state=state, person_id=person_id)


async def count_in_state(tx: Reading, state: str) -> int:
    """Count the people in a state."""
    return await tx.count("SELECT count(*) FROM people WHERE state = :state", state=state)


async def list_in_state(tx: Reading, state: str) -> list[Person]:
    """Return the people in a state."""
    return await tx.all(
        Person,
        "SELECT id, full_name, honorific, address, state FROM people WHERE state = :state ORDER BY id",
        state=state,
    )


async def list_duties(tx: Reading, person_id: int) -> list[Duty]:
    """Return a person's duties, those that were handed on included."""
    return await tx.all(
        Duty,
        "SELECT role, province, estate, axes, acting FROM held_duties WHERE person_id = :person_id ORDER BY place",
        person_id=person_id,
    )


async def list_roster_duties(tx: Reading, person_id: int) -> list[Duty]:
    """Return the duties that the roster gives a person."""
    return await tx.all(
        Duty,
        "SELECT role, province, estate, axes, 0 FROM duties WHERE person_id = :person_id ORDER BY id",
        person_id=person_id,
    )


async def save_duty(tx: Transaction, person_id: int, duty: Duty) -> None:
    """Give a person a duty, or change its estates and axes; estates that nobody knew yet are known from now on."""
    if duty.role == "estate_manager":
        await estate_register.enter(tx, duty.province, [name for name in duty.estate.split(";") if name])
    tx.write(
        """INSERT INTO duties (person_id, role, province, estate, axes)
           VALUES (:person_id, :role, :province, :estate, :axes)
           ON CONFLICT (person_id, role, province) DO UPDATE SET estate = :estate, axes = :axes""",
        person_id=person_id,
        role=duty.role,
        province=duty.province,
        estate=duty.estate,
        axes=duty.axes,
    )


async def drop_duty(tx: Transaction, person_id: int, role: str, province: str) -> None:
    """Take a duty from a person."""
    tx.write(
        "DELETE FROM duties WHERE person_id = :person_id AND role = :role AND province = :province",
        person_id=person_id,
        role=role,
        province=province,
    )


async def list_holders(tx: Reading, role: str, province: str) -> list[Person]:
    """Return the active holders of a role in a province."""
    return await tx.all(
        Person,
        """SELECT DISTINCT people.id, full_name, honorific, address, state FROM people
           JOIN held_duties ON person_id = people.id
           WHERE role = :role AND province = :province AND state = 'active' ORDER BY people.id""",
        role=role,
        province=province,
    )


async def list_owners(tx: Reading, axis: str) -> list[int]:
    """Return the ids of the active deputies and managers of headquarters whose duty names an axis."""
    found = await tx.column(
        """SELECT DISTINCT person_id FROM duties JOIN people ON people.id = person_id
           WHERE role IN ('hq_deputy', 'hq_manager') AND state = 'active'
             AND instr(';' || axes || ';', ';' || :axis || ';') ORDER BY person_id""",
        axis=axis,
    )
    return [int(person) for person in found if person is not None]


async def list_of_role(tx: Reading, role: str, province: str) -> list[Holder]:
    """Return the active holders of a role in a province, each with the axes of that duty."""
    return await tx.all(
        Holder,
        """SELECT people.id, full_name, axes FROM people JOIN held_duties ON person_id = people.id
           WHERE role = :role AND province = :province AND state = 'active' ORDER BY people.id""",
        role=role,
        province=province,
    )


async def list_ids(tx: Reading, role: str) -> list[int]:
    """Return the ids of the active holders of a role."""
    found = await tx.column(
        """SELECT DISTINCT person_id FROM duties JOIN people ON people.id = person_id
           WHERE role = :role AND state = 'active' ORDER BY person_id""",
        role=role,
    )
    return [int(person) for person in found if person is not None]


@dataclass(frozen=True)
class Listed:
    """A duty of somebody on the roster, as a list shows it; no role: the person has none."""

    id: int
    full_name: str
    state: str
    role: str
    province: str


async def list_roster(tx: Reading) -> list[Listed]:
    """Return every duty of everybody who is or was on the roster, and those who have none, by name."""
    return await tx.all(
        Listed,
        """SELECT people.id, full_name, state, coalesce(role, ''), coalesce(province, '')
           FROM people LEFT JOIN duties ON person_id = people.id
           WHERE state IN ('active', 'suspended') ORDER BY full_name, people.id, duties.id""",
    )


async def get_next_id(tx: Reading) -> int:
    """Return the id that the next person gets."""
    return await tx.count("SELECT coalesce(max(id), 0) + 1 FROM people")


async def drop_unused(tx: Transaction, person_id: int) -> None:
    """Drop somebody who was added and never confirmed: suspended, without duties, accounts and past."""
    tx.write(
        """DELETE FROM people WHERE id = :person_id AND state = 'suspended'
             AND NOT EXISTS (SELECT 1 FROM duties WHERE person_id = :person_id)
             AND NOT EXISTS (SELECT 1 FROM accounts WHERE person_id = :person_id)
             AND NOT EXISTS (SELECT 1 FROM reports WHERE written_by = :person_id)
             AND NOT EXISTS (SELECT 1 FROM admin_changes WHERE admin_changes.person_id = :person_id)""",
        person_id=person_id,
    )
