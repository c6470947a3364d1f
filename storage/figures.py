"""What came in by an instant: the reports of a week, what was begun, accepted and corrected."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.transaction import Reading


@dataclass(frozen=True)
class AcceptedReport:
    """A report of a week that was accepted; ``unchanged``: in every answer; ``returned``: a field is handed back."""

    province: str
    axis: str
    revision: int
    late: bool
    status: str
    action: str
    at: datetime
    unchanged: bool
    returned: bool


@dataclass(frozen=True)
class Begun:
    """An axis of a week that a province has begun."""

    province: str
    axis: str


@dataclass(frozen=True)
class Acceptance:
    """A revision of a report that was accepted; ``first``: the report had not counted before."""

    week: date
    province: str
    axis: str
    revision: int
    late: bool
    at: datetime
    first: bool


@dataclass(frozen=True)
class Correction:
    """A field whose value a later revision changed, and why, in the words of who did."""

    week: date
    province: str
    axis: str
    indicator: str
    old_value: int | None
    old_words: str
    value: int | None
    words: str
    reason: str
    at: datetime


async def list_handed(tx: Reading, week: date, moment: datetime) -> list[AcceptedReport]:
    """Return the reports of a week that were accepted by an instant, with what the accepted revision says of them."""
    return await tx.all(
        AcceptedReport,
        """SELECT province, axis, accepted.revision, reports.late,
                  coalesce(said.status, reports.status), coalesce(said.action, reports.action), accepted.at,
                  coalesce((SELECT min(unchanged) FROM answers
                            WHERE report_id = reports.id AND revision = accepted.revision), 0),
                  EXISTS (SELECT 1 FROM returns
                          WHERE report_id = reports.id AND returned_at <= :moment
                            AND coalesce(answered_at, '9') > :moment)
           FROM reports CROSS JOIN acceptances AS accepted
           LEFT JOIN revisions AS said ON said.report_id = accepted.report_id AND said.revision = accepted.revision
           WHERE week = :week AND accepted.report_id = reports.id
             AND accepted.revision = (
                 SELECT max(revision) FROM acceptances WHERE report_id = reports.id AND at <= :moment)""",
        week=week,
        moment=moment,
    )


async def list_begun(tx: Reading, week: date, moment: datetime) -> list[Begun]:
    """Return the axes of a week that are drafts, or that await a signature."""
    return await tx.all(
        Begun,
        """SELECT province, axis FROM drafts WHERE week = :week AND updated_at <= :moment
           UNION SELECT province, axis FROM reports WHERE week = :week AND state = 'ready' AND first_at <= :moment""",
        week=week,
        moment=moment,
    )


async def has_reports(tx: Reading, first: date, last: date) -> bool:
    """Say whether anything was reported for the weeks from one Saturday to another."""
    return bool(
        await tx.value("SELECT 1 FROM reports WHERE week BETWEEN :first AND :last LIMIT 1", first=first, last=last)
    )


async def list_accepted(tx: Reading, after: datetime, until: datetime) -> list[Acceptance]:
    """Return the revisions that were accepted in a span of time, in its order."""
    return await tx.all(
        Acceptance,
        """SELECT week, province, axis, acceptances.revision, late, at,
                  NOT EXISTS (SELECT 1 FROM acceptances AS before
                              WHERE before.report_id = reports.id AND before.revision < acceptances.revision)
           FROM acceptances CROSS JOIN reports ON reports.id = report_id
           WHERE at > :after AND at <= :until ORDER BY at, report_id""",
        after=after,
        until=until,
    )


async def list_corrections(tx: Reading, after: datetime, until: datetime) -> list[Correction]:
    """Return the fields that were changed, by a revision accepted in a span of time, from the one accepted before."""
    return await tx.all(
        Correction,
        """SELECT reports.week, reports.province, reports.axis, new.indicator,
                  old.value, old.words, new.value, new.words,
                  coalesce((SELECT reason FROM revisions
                            WHERE report_id = accepted.report_id AND revision = accepted.revision), ''),
                  accepted.at
           FROM acceptances AS accepted CROSS JOIN reports ON reports.id = accepted.report_id
           CROSS JOIN answers AS new ON new.report_id = accepted.report_id AND new.revision = accepted.revision
           CROSS JOIN answers AS old ON old.report_id = accepted.report_id AND old.indicator = new.indicator
                AND old.revision = (SELECT max(before.revision) FROM acceptances AS before
                                    WHERE before.report_id = accepted.report_id
                                      AND before.revision < accepted.revision)
           WHERE accepted.at > :after AND accepted.at <= :until
             AND (old.value IS NOT new.value OR old.words <> new.words)
           ORDER BY accepted.at, new.report_id, new.indicator""",
        after=after,
        until=until,
    )
