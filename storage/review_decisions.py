"""What headquarters decided on reports and can still take back: approvals, and returns that have not left yet."""

from dataclasses import dataclass
from datetime import date, datetime

from storage import audit
from storage.audit import Act
from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class ReviewDecision:
    """An approval, or a field that is to be handed back: ``id`` and ``indicator`` are those of the return, 0 and ''.

    ``revision`` is what was decided on.
    """

    id: int
    report_id: int
    province: str
    revision: int
    indicator: str
    reason: str
    decided_by: int
    at: datetime


async def list_since(tx: Reading, person_id: int, axis: tuple[date, str], since: datetime) -> list[ReviewDecision]:
    """Return what somebody has decided on the reports of a week's axis after an instant, the newest first.

    An approval of what has been corrected since is no more to be taken back.
    """
    week, code = axis
    return await tx.all(
        ReviewDecision,
        """SELECT 0, report_id, province, approvals.revision, '', '', approved_by, at
           FROM reports CROSS JOIN approvals ON report_id = reports.id
           WHERE week = :week AND axis = :axis AND approved_by = :person_id AND at > :since
             AND approvals.revision = (SELECT max(revision) FROM acceptances WHERE report_id = reports.id)
           UNION ALL
           SELECT held_returns.id, report_id, province, held_returns.revision, indicator, held_returns.reason,
                  returned_by, at
           FROM reports CROSS JOIN held_returns ON report_id = reports.id
           WHERE week = :week AND axis = :axis AND returned_by = :person_id AND at > :since
           ORDER BY at DESC, province""",
        week=week,
        axis=code,
        person_id=person_id,
        since=since,
    )


async def hold(tx: Transaction, key: tuple[int, int, str], reason: str, person_id: int, now: datetime) -> bool:
    """Let a field of a revision be handed back later; False where it is on its way already."""
    report_id, revision, indicator = key
    changed = await tx.run(
        """INSERT INTO held_returns (report_id, indicator, revision, reason, returned_by, at)
           SELECT :report_id, :indicator, :revision, :reason, :person_id, :now
           WHERE :revision = (SELECT max(revision) FROM acceptances WHERE report_id = :report_id)
           ON CONFLICT (report_id, indicator) DO UPDATE
           SET revision = :revision, reason = :reason, returned_by = :person_id, at = :now
           WHERE held_returns.revision < :revision""",
        report_id=report_id,
        indicator=indicator,
        revision=revision,
        reason=reason,
        person_id=person_id,
        now=now,
    )
    return bool(changed)


async def list_held(tx: Reading, report_id: int, revision: int) -> list[ReviewDecision]:
    """Return the fields of a revision that are on their way back, in order."""
    return await tx.all(
        ReviewDecision,
        """SELECT held_returns.id, report_id, province, held_returns.revision, indicator, held_returns.reason,
                  returned_by, at
           FROM held_returns JOIN reports ON reports.id = report_id
           WHERE report_id = :report_id AND held_returns.revision = :revision ORDER BY held_returns.id""",
        report_id=report_id,
        revision=revision,
    )


async def list_leaving(tx: Reading, until: datetime) -> list[ReviewDecision]:
    """Return the returns that were decided until an instant and have not left yet, in order."""
    return await tx.all(
        ReviewDecision,
        """SELECT held_returns.id, report_id, province, held_returns.revision, indicator, held_returns.reason,
                  returned_by, at
           FROM held_returns JOIN reports ON reports.id = report_id WHERE at <= :until ORDER BY held_returns.id""",
        until=until,
    )


async def get_first_held(tx: Reading) -> datetime | None:
    """Return when the oldest return was decided that has not left yet."""
    first = await tx.value("SELECT min(at) FROM held_returns")
    return datetime.fromisoformat(str(first)) if first else None


async def drop(tx: Transaction, held_id: int) -> None:
    """Forget a return that has left, or never will."""
    tx.write("DELETE FROM held_returns WHERE id = :held_id", held_id=held_id)


async def take_return_back(tx: Transaction, held_id: int, person_id: int, since: datetime) -> bool:
    """Forget a return that somebody decided after an instant; False for any other."""
    return bool(
        await tx.run(
            "DELETE FROM held_returns WHERE id = :held_id AND returned_by = :person_id AND at > :since",
            held_id=held_id,
            person_id=person_id,
            since=since,
        )
    )


async def take_approval_back(
    tx: Transaction, key: tuple[int, int], person_id: int, since: datetime, now: datetime
) -> bool:
    """Forget an approval (report and revision) that somebody gave after an instant; False for any other."""
    report_id, revision = key
    gone = await tx.run(
        """DELETE FROM approvals
           WHERE report_id = :report_id AND revision = :revision AND approved_by = :person_id AND at > :since""",
        report_id=report_id,
        revision=revision,
        person_id=person_id,
        since=since,
    )
    if gone:
        tx.write(
            """UPDATE reports SET state = 'submitted'
               WHERE id = :report_id AND revision = :revision AND state = 'approved'""",
            report_id=report_id,
            revision=revision,
        )
        act = Act(f"person:{person_id}", "report.unapprove", f"report:{report_id}", {"revision": revision})
        await audit.append(tx, now, act)
    return bool(gone)
