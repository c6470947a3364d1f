"""Signatures: which reports were written by whom and signed by whom, and which still wait."""

from dataclasses import dataclass
from datetime import date, datetime

from storage import audit
from storage.audit import Act
from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Written:
    """The newest revision of a report: who wrote and who signed it ('' nobody), and when it was handed in."""

    report_id: int
    week: date
    province: str
    axis: str
    revision: int
    state: str
    taken_back: bool
    writer_id: int
    writer: str
    signer_id: int | None
    signer: str
    stand_in: bool
    handed_at: datetime


async def list_of_week(tx: Reading, week: date, province: str) -> list[Written]:
    """Return how a province's reports of a week were written and signed."""
    return await tx.all(
        Written,
        """SELECT reports.id, week, province, axis, reports.revision, reports.state, taken_back, writer.id,
                  writer.full_name, signed_by, coalesce(signer.full_name, ''), stand_in, revisions.at
           FROM reports JOIN revisions ON report_id = reports.id AND revisions.revision = reports.revision
           JOIN people AS writer ON writer.id = revisions.written_by
           LEFT JOIN people AS signer ON signer.id = signed_by
           WHERE week = :week AND province = :province ORDER BY axis""",
        week=week,
        province=province,
    )


async def list_unsigned(tx: Reading, since: date) -> list[Written]:
    """Return the reports of the weeks since a Saturday that nobody has signed, but for those taken back."""
    return await tx.all(
        Written,
        """SELECT reports.id, week, province, axis, reports.revision, reports.state, taken_back, writer.id,
                  writer.full_name, NULL, '', stand_in, revisions.at
           FROM reports JOIN revisions ON report_id = reports.id AND revisions.revision = reports.revision
           JOIN people AS writer ON writer.id = revisions.written_by
           WHERE week >= :since AND signed_by IS NULL AND taken_back = 0 ORDER BY province, week, axis""",
        since=since,
    )


async def list_untold(tx: Reading, since: datetime) -> list[Written]:
    """Return what a stand-in has signed since then and the ledger has told to no CEO; ``handed_at`` is when."""
    return await tx.all(
        Written,
        """SELECT reports.id, week, province, axis, reports.revision, reports.state, taken_back, writer.id,
                  writer.full_name, signed_by, signer.full_name, stand_in, signed_at
           FROM reports JOIN revisions ON report_id = reports.id AND revisions.revision = reports.revision
           JOIN people AS writer ON writer.id = revisions.written_by
           JOIN people AS signer ON signer.id = signed_by
           WHERE stand_in = 1 AND signed_at >= :since AND NOT EXISTS (
               SELECT 1 FROM ledger WHERE kind = 'signed_for' AND period = reports.id || ':' || reports.revision)
           ORDER BY province, week, signer.id, axis""",
        since=since,
    )


async def sign(tx: Transaction, key: tuple[int, int], person_id: int, now: datetime, *, stand_in: bool) -> bool:
    """Sign a revision of a report (``key``: its id and number), and hand it in if it waits; False if it is older."""
    report_id, revision = key
    signed = await tx.run(
        """UPDATE revisions SET signed_by = :person_id, signed_at = :now, stand_in = :stand_in
           WHERE report_id = :report_id AND revision = :revision AND signed_by IS NULL
             AND EXISTS (SELECT 1 FROM reports WHERE id = :report_id AND revision = :revision)""",
        person_id=person_id,
        now=now,
        stand_in=int(stand_in),
        report_id=report_id,
        revision=revision,
    )
    if signed:
        await _let_in(tx, report_id, now)
        detail = {"revision": revision, "stand_in": int(stand_in)}
        await audit.append(tx, now, Act(f"person:{person_id}", "report.sign", f"report:{report_id}", detail))
    return bool(signed)


async def release(tx: Transaction, report_id: int, now: datetime) -> None:
    """Let a report that waits for a signature go in as it is."""
    if await _let_in(tx, report_id, now):
        await audit.append(tx, now, Act("schedule", "report.release", f"report:{report_id}", {}))


async def _let_in(tx: Transaction, report_id: int, now: datetime) -> int:
    return await tx.run(
        """UPDATE reports SET state = 'submitted', submitted_at = :now, taken_back = 0
           WHERE id = :report_id AND state = 'ready'""",
        report_id=report_id,
        now=now,
    )


async def take_back(tx: Transaction, key: tuple[int, int], person_id: int, now: datetime) -> None:
    """Let an unsigned revision that went in wait for the signature again, and for nothing else."""
    report_id, revision = key
    taken = await tx.run(
        """UPDATE reports SET state = 'ready', taken_back = 1
           WHERE id = :report_id AND revision = :revision AND state = 'submitted'
             AND EXISTS (SELECT 1 FROM revisions WHERE report_id = reports.id
                         AND revisions.revision = reports.revision AND signed_by IS NULL)""",
        report_id=report_id,
        revision=revision,
    )
    if taken:
        act = Act(f"person:{person_id}", "report.take_back", f"report:{report_id}", {"revision": revision})
        await audit.append(tx, now, act)


@dataclass(frozen=True)
class SigningCard:
    """The one message that shows a signer what waits."""

    outbox_id: int
    shown: str


async def get_card(tx: Reading, person_id: int, province: str) -> SigningCard | None:
    """Return a signer's card."""
    return await tx.one(
        SigningCard,
        "SELECT outbox_id, shown FROM signing_cards WHERE person_id = :person_id AND province = :province",
        person_id=person_id,
        province=province,
    )


async def save_card(tx: Transaction, person_id: int, province: str, card: SigningCard) -> None:
    """Keep which row shows a signer what."""
    tx.write(
        """INSERT INTO signing_cards VALUES (:person_id, :province, :outbox_id, :shown)
           ON CONFLICT (person_id, province) DO UPDATE SET outbox_id = :outbox_id, shown = :shown""",
        person_id=person_id,
        province=province,
        outbox_id=card.outbox_id,
        shown=card.shown,
    )
