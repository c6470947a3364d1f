"""What headquarters looks at: the reports of a week, what of them was approved, and which fields were handed back."""

from dataclasses import dataclass
from datetime import date, datetime

from storage import audit
from storage.audit import Act
from storage.sealed_report import seal
from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Reviewed:
    """A report of a week: its newest accepted revision, the newest approved one (0: none), and its open returns.

    ``ready``: a later revision awaits a signature; ``held``: fields that are on their way back.
    """

    id: int
    province: str
    axis: str
    revision: int
    approved: int
    returned: int
    late: bool
    status: str
    action: str
    ready: bool = False
    held: int = 0

    @property
    def standing(self) -> str:
        """Return where it stands: «signing» (handed back, and its correction awaits a signature), «returned», …

        «held»: a field is on its way back, and can still be taken back.
        """
        if self.returned:
            return "signing" if self.ready else "returned"
        if self.held:
            return "held"
        return "approved" if self.approved >= self.revision else "waiting"


@dataclass(frozen=True)
class Place:
    """Which report it is, and who wrote its newest revision."""

    week: date
    province: str
    axis: str
    written_by: int


@dataclass(frozen=True)
class Return:
    """A field that was handed back; ``answered_at`` is None while it is open, ``outcome`` how it was answered."""

    id: int
    report_id: int
    week: date
    province: str
    axis: str
    indicator: str
    revision: int
    reason: str
    returned_by: int
    returned_at: datetime
    outcome: str
    explanation: str
    answered_at: datetime | None


async def list_of_week(tx: Reading, week: date, axis: str = "") -> list[Reviewed]:
    """Return the accepted reports of a week, of one axis where it is named."""
    return await tx.all(
        Reviewed,
        """SELECT reports.id, province, axis, accepted.revision,
                  coalesce((SELECT max(revision) FROM approvals WHERE report_id = reports.id), 0),
                  (SELECT count(*) FROM returns WHERE report_id = reports.id AND answered_at IS NULL),
                  reports.late, coalesce(said.status, reports.status), coalesce(said.action, reports.action),
                  state = 'ready',
                  (SELECT count(*) FROM held_returns AS held
                   WHERE held.report_id = reports.id AND held.revision = accepted.revision)
           FROM reports CROSS JOIN acceptances AS accepted
           LEFT JOIN revisions AS said ON said.report_id = accepted.report_id AND said.revision = accepted.revision
           WHERE week = :week AND (:axis = '' OR axis = :axis) AND accepted.report_id = reports.id
             AND accepted.revision = (SELECT max(revision) FROM acceptances WHERE report_id = reports.id)
           ORDER BY province, axis""",
        week=week,
        axis=axis,
    )


async def get(tx: Reading, report_id: int) -> Place | None:
    """Return whose report it is."""
    return await tx.one(
        Place, "SELECT week, province, axis, written_by FROM reports WHERE id = :report_id", report_id=report_id
    )


async def newest(tx: Reading, report_id: int) -> int:
    """Return the newest accepted revision of a report, 0 for none."""
    return await tx.count(
        "SELECT coalesce(max(revision), 0) FROM acceptances WHERE report_id = :report_id", report_id=report_id
    )


async def get_approved(tx: Reading, report_id: int) -> int:
    """Return the newest approved revision of a report, 0 for none."""
    return await tx.count(
        "SELECT coalesce(max(revision), 0) FROM approvals WHERE report_id = :report_id", report_id=report_id
    )


async def approve(tx: Transaction, report_id: int, revision: int, person_id: int, now: datetime) -> bool:
    """Approve a revision that is the newest accepted one and has no field handed back; False for any other."""
    changed = await tx.run(
        """INSERT INTO approvals (report_id, revision, approved_by, at)
           SELECT :report_id, :revision, :person_id, :now
           WHERE :revision = (SELECT max(revision) FROM acceptances WHERE report_id = :report_id)
             AND NOT EXISTS (SELECT 1 FROM returns WHERE report_id = :report_id AND answered_at IS NULL)
             AND NOT EXISTS (SELECT 1 FROM held_returns WHERE report_id = :report_id AND revision = :revision)
           ON CONFLICT DO NOTHING""",
        report_id=report_id,
        revision=revision,
        person_id=person_id,
        now=now,
    )
    if changed:
        tx.write(
            """UPDATE reports SET state = 'approved'
               WHERE id = :report_id AND revision = :revision AND state = 'submitted'""",
            report_id=report_id,
            revision=revision,
        )
        act = Act(f"person:{person_id}", "report.approve", f"report:{report_id}", {"revision": revision})
        await audit.append(tx, now, act)
    return bool(changed)


async def hand_back(
    tx: Transaction, key: tuple[int, int, str], reason: str, person_id: int, now: datetime
) -> int | None:
    """Hand a field of the newest accepted revision back and return the return's id; None where that cannot be."""
    report_id, revision, indicator = key
    possible = await tx.value(
        """SELECT 1 FROM answers
           WHERE report_id = :report_id AND revision = :revision AND indicator = :indicator
             AND revision = (SELECT max(revision) FROM acceptances WHERE report_id = :report_id)
             AND NOT EXISTS (SELECT 1 FROM returns
                             WHERE report_id = :report_id AND indicator = :indicator AND answered_at IS NULL)""",
        report_id=report_id,
        revision=revision,
        indicator=indicator,
    )
    if not possible:
        return None
    number = await tx.insert(
        """INSERT INTO returns (report_id, indicator, revision, reason, returned_by, returned_at)
           VALUES (:report_id, :indicator, :revision, :reason, :person_id, :now)""",
        report_id=report_id,
        indicator=indicator,
        revision=revision,
        reason=reason,
        person_id=person_id,
        now=now,
    )
    detail = {"return": number, "revision": revision, "indicator": indicator, "seal": seal(tx.secret, reason)}
    await audit.append(tx, now, Act(f"person:{person_id}", "report.hand_back", f"report:{report_id}", detail))
    return number


async def get_return(tx: Reading, return_id: int) -> Return | None:
    """Return a return, open or answered."""
    return await tx.one(
        Return,
        """SELECT returns.id, report_id, week, province, axis, indicator, returns.revision, returns.reason,
                  returned_by, returned_at, outcome, explanation, answered_at
           FROM returns JOIN reports ON reports.id = report_id WHERE returns.id = :return_id""",
        return_id=return_id,
    )


async def list_returns(tx: Reading, report_id: int) -> list[Return]:
    """Return what was handed back of a report, in order."""
    return await tx.all(
        Return,
        """SELECT returns.id, report_id, week, province, axis, indicator, returns.revision, returns.reason,
                  returned_by, returned_at, outcome, explanation, answered_at
           FROM returns JOIN reports ON reports.id = report_id WHERE report_id = :report_id ORDER BY returns.id""",
        report_id=report_id,
    )


async def list_open_of_province(tx: Reading, province: str) -> list[Return]:
    """Return what a province still has to answer, the oldest first."""
    return await tx.all(
        Return,
        """SELECT returns.id, report_id, week, province, axis, indicator, returns.revision, returns.reason,
                  returned_by, returned_at, outcome, explanation, answered_at
           FROM returns JOIN reports ON reports.id = report_id
           WHERE answered_at IS NULL AND province = :province ORDER BY returns.id""",
        province=province,
    )


async def explain(tx: Transaction, row: Return, words: str, person_id: int, now: datetime) -> bool:
    """Answer a return with words, so that the value stands; False if it was answered already."""
    changed = await tx.run(
        """UPDATE returns SET outcome = 'explained', explanation = :words, answered_by = :person_id, answered_at = :now
           WHERE id = :return_id AND answered_at IS NULL""",
        return_id=row.id,
        words=words,
        person_id=person_id,
        now=now,
    )
    if changed:
        detail = {"return": row.id, "seal": words and seal(tx.secret, words)}
        await audit.append(tx, now, Act(f"person:{person_id}", "return.answer", f"report:{row.report_id}", detail))
    return bool(changed)
