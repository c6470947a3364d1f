"""Evidence: what a person sent for an axis, by person, week, province and axis like the draft."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.transaction import Reading, Transaction

AxisKey = tuple[date, str, str]
"""Week, province and axis."""


@dataclass(frozen=True)
class NewEvidence:
    """What a person sent: a file that stands on a messenger's server, or a point (degrees north and east)."""

    kind: str
    note: str
    platform: str
    file_id: str = ""
    size: int = 0
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Content:
    """The file of a piece of evidence, as it was found and kept."""

    sha256: str
    mime: str
    size: int


@dataclass(frozen=True)
class Evidence:
    """One piece: its state is «pending», «kept», «refused» or «failed»; handed in once it has a report."""

    id: int
    person_id: int
    week: date
    province: str
    axis: str
    kind: str
    note: str
    platform: str
    file_id: str
    state: str
    sha256: str
    report_id: int | None


@dataclass(frozen=True)
class KeptEvidence:
    """A piece that can be shown: a kept file or a point (degrees north and east), with who sent it and when."""

    id: int
    kind: str
    note: str
    sha256: str
    mime: str
    latitude: float | None
    longitude: float | None
    created_at: datetime
    sender: str


async def add(tx: Transaction, person_id: int, key: AxisKey, sent: NewEvidence, now: datetime) -> int:
    """Add a piece and return its id: a file waits for its download, a point is whole at once."""
    week, province, axis = key
    return await tx.insert(
        """INSERT INTO evidence (person_id, week, province, axis, kind, note, platform, file_id, size,
                                 latitude, longitude, state, created_at)
           VALUES (:person_id, :week, :province, :axis, :kind, :note, :platform, :file_id, :size,
                   :latitude, :longitude, iif(:kind = 'location', 'kept', 'pending'), :now)""",
        person_id=person_id,
        week=week,
        province=province,
        axis=axis,
        kind=sent.kind,
        note=sent.note,
        platform=sent.platform,
        file_id=sent.file_id,
        size=sent.size,
        latitude=sent.latitude,
        longitude=sent.longitude,
        now=now,
    )


async def add_copy(tx: Transaction, number: int, person_id: int, key: AxisKey, now: datetime) -> int:
    """Let a piece be one of another person's too, for an axis (of a week and province), and return the new one's id."""
    week, province, axis = key
    return await tx.insert(
        """INSERT INTO evidence (person_id, week, province, axis, kind, note, platform, file_id, size, latitude,
                                 longitude, state, sha256, mime, created_at, ended_at)
           SELECT :person_id, :week, :province, :axis, kind, note, platform, file_id, size, latitude,
                  longitude, state, sha256, mime, :now, ended_at FROM evidence WHERE id = :number""",
        person_id=person_id,
        week=week,
        province=province,
        axis=axis,
        now=now,
        number=number,
    )


async def get(tx: Reading, number: int) -> Evidence | None:
    """Return a piece of evidence."""
    return await tx.one(
        Evidence,
        """SELECT id, person_id, week, province, axis, kind, note, platform, file_id, state, sha256, report_id
           FROM evidence WHERE id = :number""",
        number=number,
    )


async def list_of_axis(tx: Reading, person_id: int, key: AxisKey) -> list[Evidence]:
    """Return what stands for an axis: what was handed in by anybody, and what this person has not handed in yet."""
    week, province, axis = key
    return await tx.all(
        Evidence,
        """SELECT id, person_id, week, province, axis, kind, note, platform, file_id, state, sha256, report_id
           FROM evidence
           WHERE week = :week AND province = :province AND axis = :axis AND state IN ('pending', 'kept')
             AND (person_id = :person_id OR report_id IS NOT NULL)
           ORDER BY id""",
        week=week,
        province=province,
        axis=axis,
        person_id=person_id,
    )


async def list_kept(tx: Reading, person_id: int, key: AxisKey) -> list[KeptEvidence]:
    """Return what can be shown of what stands for an axis."""
    week, province, axis = key
    return await tx.all(
        KeptEvidence,
        """SELECT evidence.id, kind, note, sha256, mime, latitude, longitude, evidence.created_at, full_name
           FROM evidence JOIN people ON people.id = person_id
           WHERE week = :week AND province = :province AND axis = :axis AND evidence.state = 'kept'
             AND (person_id = :person_id OR report_id IS NOT NULL)
           ORDER BY evidence.id""",
        week=week,
        province=province,
        axis=axis,
        person_id=person_id,
    )


async def list_kept_piece(tx: Reading, number: int) -> list[KeptEvidence]:
    """Return a piece, if it can be shown."""
    return await tx.all(
        KeptEvidence,
        """SELECT evidence.id, kind, note, sha256, mime, latitude, longitude, evidence.created_at, full_name
           FROM evidence JOIN people ON people.id = person_id
           WHERE evidence.id = :number AND evidence.state = 'kept'""",
        number=number,
    )


async def keep(tx: Transaction, number: int, content: Content, now: datetime) -> bool:
    """Note that a file is on the disk; False if the piece waits no more (it was taken back)."""
    changed = await tx.run(
        """UPDATE evidence SET state = 'kept', sha256 = :sha256, mime = :mime, size = :size, ended_at = :now
           WHERE id = :number AND state = 'pending'""",
        sha256=content.sha256,
        mime=content.mime,
        size=content.size,
        now=now,
        number=number,
    )
    return changed == 1


async def give_up(tx: Transaction, number: int, state: str, now: datetime) -> bool:
    """End a piece as «refused» or «failed»; False if it waits no more."""
    changed = await tx.run(
        "UPDATE evidence SET state = :state, ended_at = :now WHERE id = :number AND state = 'pending'",
        state=state,
        now=now,
        number=number,
    )
    return changed == 1


async def drop(tx: Transaction, person_id: int, number: int) -> Evidence | None:
    """Drop a piece that its person has not handed in yet, and return what it was."""
    piece = await get(tx, number)
    if piece is None or piece.person_id != person_id or piece.report_id is not None:
        return None
    tx.write("DELETE FROM evidence WHERE id = :number", number=number)
    return piece


async def hand_in(tx: Transaction, person_id: int, key: AxisKey, report_id: int) -> None:
    """Tie what a person sent for an axis to the report that it goes with."""
    week, province, axis = key
    tx.write(
        """UPDATE evidence SET report_id = :report_id
           WHERE week = :week AND province = :province AND axis = :axis AND person_id = :person_id
             AND report_id IS NULL""",
        report_id=report_id,
        week=week,
        province=province,
        axis=axis,
        person_id=person_id,
    )


async def count_handed_in(tx: Reading, key: AxisKey) -> int:
    """Count what went in with the report of an axis, or was sent for it since."""
    week, province, axis = key
    return await tx.count(
        """SELECT count(*) FROM evidence WHERE week = :week AND province = :province AND axis = :axis
             AND report_id IS NOT NULL AND state IN ('pending', 'kept')""",
        week=week,
        province=province,
        axis=axis,
    )


async def list_digests(tx: Reading) -> list[str]:
    """Return the digests of the files that are kept."""
    found = await tx.column("SELECT DISTINCT sha256 FROM evidence WHERE sha256 <> '' ORDER BY sha256")
    return [str(digest) for digest in found]


async def has_content(tx: Reading, sha256: str) -> bool:
    """Say whether any piece is this file."""
    return (
        await tx.value("SELECT 1 FROM evidence WHERE sha256 = :sha256 AND sha256 <> '' LIMIT 1", sha256=sha256)
        is not None
    )
