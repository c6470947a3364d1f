"""What admins changed in the chat, newest first, and the edits that still wait for their tap."""

from dataclasses import dataclass
from datetime import datetime

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class AdminChange:
    """A change: who made it, its edits (JSON), which change it takes back, and whether it was taken back itself."""

    id: int
    person: str
    edits: str
    reverts: int | None
    at: datetime
    reverted: bool


async def add(tx: Transaction, person_id: int, edits: str, reverts: int | None, now: datetime) -> int:
    """Add a change and return its id."""
    return await tx.insert(
        "INSERT INTO admin_changes (person_id, edits, reverts, at) VALUES (:person_id, :edits, :reverts, :now)",
        person_id=person_id,
        edits=edits,
        reverts=reverts,
        now=now,
    )


async def get(tx: Reading, number: int) -> AdminChange | None:
    """Return a change."""
    return await tx.one(
        AdminChange,
        """SELECT admin_changes.id, full_name, edits, reverts, at,
                  EXISTS (SELECT 1 FROM admin_changes AS later WHERE later.reverts = admin_changes.id)
           FROM admin_changes JOIN people ON people.id = person_id WHERE admin_changes.id = :number""",
        number=number,
    )


async def list_recent(tx: Reading, skipped: int, most: int) -> list[AdminChange]:
    """Return changes, the newest first."""
    return await tx.all(
        AdminChange,
        """SELECT admin_changes.id, full_name, edits, reverts, at,
                  EXISTS (SELECT 1 FROM admin_changes AS later WHERE later.reverts = admin_changes.id)
           FROM admin_changes JOIN people ON people.id = person_id
           ORDER BY admin_changes.id DESC LIMIT :most OFFSET :skipped""",
        skipped=skipped,
        most=most,
    )


async def get_newest_published(tx: Reading) -> int | None:
    """Return the newest change of the programme that is in force and takes none back."""
    found = await tx.value(
        """SELECT id FROM admin_changes
           WHERE (edits LIKE '[["axis:%' OR edits LIKE '[["indicator:%' OR edits LIKE '[["target:%')
             AND reverts IS NULL
             AND NOT EXISTS (SELECT 1 FROM admin_changes AS later WHERE later.reverts = admin_changes.id)
           ORDER BY id DESC LIMIT 1"""
    )
    return None if found is None else int(found)


async def count(tx: Reading) -> int:
    """Count the changes."""
    return await tx.count("SELECT count(*) FROM admin_changes")


async def get_draft(tx: Reading, person_id: int, kind: str) -> str:
    """Return the edits that wait, '[]' where there are none."""
    found = await tx.value(
        "SELECT edits FROM admin_drafts WHERE person_id = :person_id AND kind = :kind", person_id=person_id, kind=kind
    )
    return "[]" if found is None else str(found)


async def list_drafts(tx: Reading, person_id: int) -> list[str]:
    """Return the kinds of which edits of a person wait."""
    found = await tx.column(
        "SELECT kind FROM admin_drafts WHERE person_id = :person_id AND edits <> '[]' ORDER BY kind",
        person_id=person_id,
    )
    return [str(kind) for kind in found]


async def save_draft(tx: Transaction, person_id: int, kind: str, edits: str, now: datetime) -> None:
    """Keep edits that wait."""
    tx.write(
        """INSERT INTO admin_drafts (person_id, kind, edits, updated_at) VALUES (:person_id, :kind, :edits, :now)
           ON CONFLICT (person_id, kind) DO UPDATE SET edits = :edits, updated_at = :now""",
        person_id=person_id,
        kind=kind,
        edits=edits,
        now=now,
    )


async def drop_draft(tx: Transaction, person_id: int, kind: str) -> None:
    """Forget edits that waited."""
    tx.write("DELETE FROM admin_drafts WHERE person_id = :person_id AND kind = :kind", person_id=person_id, kind=kind)
