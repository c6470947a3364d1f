"""What estates sent on their own, and what became of it."""

from dataclasses import dataclass
from datetime import datetime

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class NewEstateEntry:
    """What an estate sends: «words», a «figure», an «obstacle» or a «piece» (of evidence).

    ``province`` and ``estate`` are '' while it was not said which of several estates is meant.
    """

    province: str
    estate: str
    kind: str
    axis: str
    words: str
    evidence: int | None = None


@dataclass(frozen=True)
class EstateEntry:
    """An entry of the inbox: its state is «open», «accepted», «obstacle» or «answered».

    ``sender``, ``colleague`` and ``ender`` are the names of who sent it, has it now, and saw to it ('' for nobody).
    """

    id: int
    province: str
    estate: str
    person_id: int
    sender: str
    at: datetime
    kind: str
    axis: str
    words: str
    evidence: int | None
    state: str
    assigned: int | None
    colleague: str
    assigned_at: datetime | None
    obstacle: int | None
    answer: str
    ender: str
    ended_at: datetime | None


@dataclass(frozen=True)
class EntryOutcome:
    """What became of an entry: its state, with the axis that it was accepted for, the answer, or the obstacle."""

    state: str
    axis: str = ""
    answer: str = ""
    obstacle: int | None = None


async def add(tx: Transaction, person_id: int, new: NewEstateEntry, now: datetime) -> int:
    """Keep what was sent, and return its number."""
    return await tx.insert(
        """INSERT INTO estate_entries (province, estate, person_id, at, kind, axis, words, evidence)
           VALUES (:province, :estate, :person_id, :now, :kind, :axis, :words, :evidence)""",
        **new.__dict__,
        person_id=person_id,
        now=now,
    )


async def get(tx: Reading, number: int) -> EstateEntry | None:
    """Return an entry."""
    return await tx.one(EstateEntry, "SELECT * FROM entry_states WHERE id = :number", number=number)


async def list_open(tx: Reading) -> list[EstateEntry]:
    """Return what waits in the inbox of any province, the oldest first."""
    return await tx.all(EstateEntry, "SELECT * FROM entry_states WHERE state = 'open' AND province <> '' ORDER BY id")


async def list_waiting(tx: Reading, province: str) -> list[EstateEntry]:
    """Return what waits in a province's inbox, the newest first."""
    return await tx.all(
        EstateEntry,
        "SELECT * FROM entry_states WHERE province = :province AND state = 'open' ORDER BY id DESC",
        province=province,
    )


async def list_ended(tx: Reading, province: str, most: int) -> list[EstateEntry]:
    """Return what a province has seen to, the latest first, at most so many."""
    return await tx.all(
        EstateEntry,
        """SELECT * FROM entry_states WHERE province = :province AND state <> 'open'
           ORDER BY ended_at DESC, id DESC LIMIT :most""",
        province=province,
        most=most,
    )


async def list_of_estate(tx: Reading, province: str, estate: str, most: int) -> list[EstateEntry]:
    """Return what an estate sent, the newest first, at most so many."""
    return await tx.all(
        EstateEntry,
        "SELECT * FROM entry_states WHERE province = :province AND estate = :estate ORDER BY id DESC LIMIT :most",
        province=province,
        estate=estate,
        most=most,
    )


async def list_unplaced(tx: Reading, person_id: int) -> list[EstateEntry]:
    """Return what a person sent without saying of which estate, and that still waits; the newest first."""
    return await tx.all(
        EstateEntry,
        "SELECT * FROM entry_states WHERE person_id = :person_id AND estate = '' AND state = 'open' ORDER BY id DESC",
        person_id=person_id,
    )


async def list_of_obstacle(tx: Reading, obstacle: int) -> list[EstateEntry]:
    """Return the entries that an obstacle was made of."""
    return await tx.all(
        EstateEntry, "SELECT * FROM entry_states WHERE obstacle = :obstacle ORDER BY id", obstacle=obstacle
    )


async def count_open(tx: Reading, person_id: int) -> int:
    """Count what a person sent and nothing has become of yet."""
    return await tx.count(
        "SELECT count(*) FROM estate_entries WHERE person_id = :person_id AND state = 'open'", person_id=person_id
    )


async def place(tx: Transaction, number: int, province: str, estate: str) -> bool:
    """Keep of which estate an entry is; False where that was said already. Its piece goes with it."""
    changed = await tx.run(
        """UPDATE estate_entries SET province = :province, estate = :estate
           WHERE id = :number AND estate = '' AND state = 'open'""",
        province=province,
        estate=estate,
        number=number,
    )
    tx.write(
        """UPDATE evidence SET province = :province
           WHERE id = (SELECT evidence FROM estate_entries WHERE id = :number AND province = :province)""",
        province=province,
        number=number,
    )
    return changed == 1


async def refer(tx: Transaction, number: int, colleague: int, now: datetime) -> bool:
    """Give an open entry to a colleague; False where it is not open any more."""
    changed = await tx.run(
        """UPDATE estate_entries SET assigned = :colleague, assigned_at = :now
           WHERE id = :number AND state = 'open'""",
        colleague=colleague,
        now=now,
        number=number,
    )
    return changed == 1


async def end(tx: Transaction, number: int, outcome: EntryOutcome, person_id: int, now: datetime) -> bool:
    """Keep what became of an open entry, and who saw to it; False where it is not open any more."""
    changed = await tx.run(
        """UPDATE estate_entries SET state = :state, axis = iif(:axis = '', axis, :axis), answer = :answer,
                  obstacle = :obstacle, ended_by = :person_id, ended_at = :now
           WHERE id = :number AND state = 'open'""",
        **outcome.__dict__,
        person_id=person_id,
        now=now,
        number=number,
    )
    return changed == 1
