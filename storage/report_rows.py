"""What the tables hold of each report now, in the shape in which the trail seals it."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from storage.sealed_report import SealedReport, SealedReturn, SealedRevision, seal
from storage.transaction import Reading


@dataclass(frozen=True)
class ReportRows:
    """A report's own row (None where rows name a report that is not there), and as JSON those of other tables."""

    id: int
    programme_id: int | None
    week: str | None
    province: str | None
    axis: str | None
    state: str | None
    revision: int | None
    status: str | None
    action: str | None
    late: int | None
    written_by: int | None
    first_at: str | None
    submitted_at: str | None
    unchanged: int | None
    standstill: str | None
    look_again: str | None
    taken_back: int | None
    revisions: str
    answers: str
    acceptances: str
    approvals: str
    returns: str


def list_rows(tx: Reading) -> AsyncIterator[ReportRows]:
    """Yield every report, and every number that rows name as one, a report at a time."""
    return tx.each(
        ReportRows,
        """SELECT every.id, programme_id, week, province, axis, state, revision, status, action, late, written_by,
                  first_at, submitted_at, unchanged, standstill, look_again, taken_back,
                  (SELECT json_group_array(json_array(revision, written_by, late, at, signed_by, signed_at, stand_in,
                                                      reason, status, action))
                   FROM revisions WHERE report_id = every.id),
                  (SELECT json_group_array(json_array(revision, at, programme_id, week, province, indicator, value,
                                                      words, unchanged, reason))
                   FROM answers WHERE report_id = every.id),
                  (SELECT json_group_array(json_array(revision, at)) FROM acceptances WHERE report_id = every.id),
                  (SELECT json_group_array(json_array(revision, approved_by, at))
                   FROM approvals WHERE report_id = every.id),
                  (SELECT json_group_array(json_array(id, indicator, revision, returned_by, returned_at, reason,
                                                      outcome, answered_by, answered_at, explanation))
                   FROM returns WHERE report_id = every.id)
           FROM (SELECT id FROM reports UNION SELECT report_id FROM revisions UNION SELECT report_id FROM answers
                 UNION SELECT report_id FROM acceptances UNION SELECT report_id FROM approvals
                 UNION SELECT report_id FROM returns) AS every
           LEFT JOIN reports ON reports.id = every.id""",
    )


def sealed(secret: bytes, rows: ReportRows) -> SealedReport:
    """Return a report as the trail would seal it."""
    own = (rows.revision, rows.status, rows.action, rows.written_by, rows.unchanged, rows.standstill, rows.look_again)
    return SealedReport(
        place=[rows.programme_id, rows.week, rows.province, rows.axis],
        first=[rows.first_at, rows.late],
        last=[rows.submitted_at, rows.taken_back],
        words=seal(secret, *own),
        state=rows.state,
        revision=rows.revision,
        revisions=_revisions(secret, rows),
        returns={str(number): _return(secret, *each) for number, *each in json.loads(rows.returns)},
    )


def _revisions(secret: bytes, rows: ReportRows) -> dict[str, SealedRevision]:
    """Return each revision that any row names."""
    found: dict[str, SealedRevision] = {}

    def of(number: int) -> SealedRevision:
        return found.setdefault(str(number), SealedRevision())

    for number, written_by, late, at, signed_by, signed_at, stand_in, *words in json.loads(rows.revisions):
        one = of(number)
        one.written, one.signed = [written_by, late], [signed_by, signed_at, stand_in]
        one.at, one.words = [at], seal(secret, *words)
    for number, at, programme, week, province, indicator, *said in json.loads(rows.answers):
        one = of(number)
        one.at = sorted({*one.at, at})
        one.answers[indicator] = seal(secret, programme, week, province, indicator, *said)
    for number, at in json.loads(rows.acceptances):
        of(number).accepted = at
    for number, *approved in json.loads(rows.approvals):
        of(number).approved = approved
    return found


def _return(secret: bytes, indicator: str, revision: int, *more: Any) -> SealedReturn:
    by, at, reason, *answered, words = more
    return SealedReturn(indicator, revision, [by, at, seal(secret, reason)], [*answered, words and seal(secret, words)])
