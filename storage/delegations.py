"""Delegations: duties that a CEO has handed on, for some days or until they are ended."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Delegation:
    """Axes that a colleague looks after («axes»), or a stand-in while somebody is away («leave»)."""

    id: int
    kind: str
    province: str
    giver_id: int
    person_id: int
    full_name: str
    axes: str
    begins: date
    ends: date | None
    begun_at: datetime | None


@dataclass(frozen=True)
class Colleague:
    """An active person with a duty in a province, now or once; ``excused``: what they hand in needs no signature."""

    id: int
    full_name: str
    role: str
    axes: str
    excused: bool


@dataclass(frozen=True)
class NewDelegation:
    """A delegation as it is given."""

    kind: str
    province: str
    giver_id: int
    person_id: int
    axes: str
    begins: date
    ends: date | None


async def add(tx: Transaction, new: NewDelegation, now: datetime) -> int:
    """Add a delegation that has not begun, and return its id."""
    return await tx.insert(
        """INSERT INTO delegations (kind, province, giver_id, person_id, axes, begins, ends, given_at)
           VALUES (:kind, :province, :giver_id, :person_id, :axes, :begins, :ends, :now)""",
        kind=new.kind,
        province=new.province,
        giver_id=new.giver_id,
        person_id=new.person_id,
        axes=new.axes,
        begins=new.begins,
        ends=new.ends,
        now=now,
    )


async def get(tx: Reading, number: int) -> Delegation | None:
    """Return a delegation that has not ended."""
    return await tx.one(
        Delegation,
        """SELECT delegations.id, kind, province, giver_id, person_id, full_name, axes, begins, ends, begun_at
           FROM delegations JOIN people ON people.id = person_id
           WHERE delegations.id = :number AND ended_at IS NULL""",
        number=number,
    )


async def list_open(tx: Reading, province: str) -> list[Delegation]:
    """Return a province's delegations that have not ended."""
    return await tx.all(
        Delegation,
        """SELECT delegations.id, kind, province, giver_id, person_id, full_name, axes, begins, ends, begun_at
           FROM delegations JOIN people ON people.id = person_id
           WHERE province = :province AND ended_at IS NULL ORDER BY delegations.id""",
        province=province,
    )


async def list_to_person(tx: Reading, person_id: int) -> list[Delegation]:
    """Return what is handed to a person and has not ended, by givers who hold the post still."""
    return await tx.all(
        Delegation,
        """SELECT delegations.id, kind, province, giver_id, person_id, full_name, axes, begins, ends, begun_at
           FROM delegations JOIN people ON people.id = person_id
           WHERE person_id = :person_id AND ended_at IS NULL
             AND EXISTS (SELECT 1 FROM duties WHERE duties.person_id = giver_id AND role = 'ceo'
                         AND duties.province = delegations.province)
           ORDER BY delegations.id""",
        person_id=person_id,
    )


async def list_to_begin(tx: Reading, today: date) -> list[Delegation]:
    """Return the delegations whose first day has come."""
    return await tx.all(
        Delegation,
        """SELECT delegations.id, kind, province, giver_id, person_id, full_name, axes, begins, ends, begun_at
           FROM delegations JOIN people ON people.id = person_id
           WHERE begins <= :today AND begun_at IS NULL AND ended_at IS NULL ORDER BY delegations.id""",
        today=today,
    )


async def list_over(tx: Reading, today: date) -> list[Delegation]:
    """Return the delegations whose last day is over."""
    return await tx.all(
        Delegation,
        """SELECT delegations.id, kind, province, giver_id, person_id, full_name, axes, begins, ends, begun_at
           FROM delegations JOIN people ON people.id = person_id
           WHERE ends < :today AND ended_at IS NULL ORDER BY delegations.id""",
        today=today,
    )


async def next_turn(tx: Reading, today: date) -> date | None:
    """Return the first day after this one on which a delegation begins, or is over."""
    found = await tx.value(
        """SELECT min(day) FROM (
               SELECT begins AS day FROM delegations WHERE begun_at IS NULL AND ended_at IS NULL
               UNION ALL
               SELECT date(ends, '+1 day') FROM delegations WHERE ended_at IS NULL AND ends IS NOT NULL)
           WHERE day > :today""",
        today=today,
    )
    return None if found is None else date.fromisoformat(str(found))


async def begin(tx: Transaction, number: int, now: datetime) -> None:
    """Put a delegation into force."""
    tx.write("UPDATE delegations SET begun_at = :now WHERE id = :number", number=number, now=now)


async def end(tx: Transaction, number: int, now: datetime) -> None:
    """End a delegation."""
    tx.write("UPDATE delegations SET ended_at = :now WHERE id = :number AND ended_at IS NULL", number=number, now=now)


async def move_axes(tx: Transaction, province: str, axes: frozenset[str], now: datetime) -> None:
    """Take axes out of a province's open delegations: what is handed to one colleague leaves the others."""
    for each in await list_open(tx, province):
        left = [code for code in each.axes.split(";") if code not in axes]
        if each.kind == "axes" and not left:
            await end(tx, each.id, now)
        elif each.kind == "axes":
            tx.write("UPDATE delegations SET axes = :axes WHERE id = :number", axes=";".join(left), number=each.id)


async def list_colleagues(tx: Reading, province: str) -> list[Colleague]:
    """Return a province's active people: their first duty of the roster, and whether their reports need a signature.

    Whoever was once handed something there and has no duty of the roster is one of them, with '' as role and axes.
    """
    return await tx.all(
        Colleague,
        """SELECT people.id, full_name, coalesce(role, ''), coalesce(axes, ''),
                  EXISTS (SELECT 1 FROM excused WHERE excused.province = :province AND excused.person_id = people.id)
           FROM people LEFT JOIN duties ON duties.id = (
               SELECT min(id) FROM duties WHERE person_id = people.id AND duties.province = :province)
           WHERE state = 'active' AND (duties.id IS NOT NULL OR (
               EXISTS (SELECT 1 FROM delegations WHERE person_id = people.id AND delegations.province = :province)
               AND NOT EXISTS (SELECT 1 FROM duties WHERE person_id = people.id)))
           ORDER BY people.id""",
        province=province,
    )


async def is_excused(tx: Reading, province: str, person_id: int) -> bool:
    """Say whether a person's reports of a province need no signature."""
    return bool(
        await tx.value(
            "SELECT 1 FROM excused WHERE province = :province AND person_id = :person_id",
            province=province,
            person_id=person_id,
        )
    )


async def excuse(tx: Transaction, province: str, person_id: int, given_by: int, now: datetime) -> None:
    """Let a person's reports of a province go in without a signature."""
    tx.write(
        "INSERT OR IGNORE INTO excused VALUES (:province, :person_id, :given_by, :now)",
        province=province,
        person_id=person_id,
        given_by=given_by,
        now=now,
    )


async def drop_excuse(tx: Transaction, province: str, person_id: int) -> None:
    """Want a signature for a person's reports again."""
    tx.write(
        "DELETE FROM excused WHERE province = :province AND person_id = :person_id",
        province=province,
        person_id=person_id,
    )


async def get_release(tx: Reading, province: str) -> int:
    """Return after how many hours a province's reports go in without the signature; 0: only at the deadline."""
    return await tx.count("SELECT coalesce(max(hours), 0) FROM releases WHERE province = :province", province=province)


async def save_release(tx: Transaction, province: str, hours: int) -> None:
    """Keep after how many hours a province's reports go in without the signature; 0: only at the deadline."""
    tx.write("DELETE FROM releases WHERE province = :province", province=province)
    if hours:
        tx.write("INSERT INTO releases VALUES (:province, :hours)", province=province, hours=hours)
