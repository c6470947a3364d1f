"""What is written out whole: every answer that was accepted in a programme year."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime

from storage.transaction import Reading


@dataclass(frozen=True)
class ExportedAnswer:
    """What a province said on an indicator in a week, in its newest accepted revision.

    What is ``handed_back`` and has no answer does not count: what stood before does.
    """

    week: date
    province: str
    axis: str
    indicator: str
    value: int | None
    words: str
    unchanged: bool
    reason: str
    late: bool
    revision: int
    at: datetime
    handed_back: bool


def list_answers(tx: Reading, programme_id: int) -> AsyncIterator[ExportedAnswer]:
    """Yield the answers of a programme year by week, province and axis, a row at a time."""
    return tx.each(
        ExportedAnswer,
        """SELECT reports.week, reports.province, reports.axis, answers.indicator, answers.value,
                  answers.words, answers.unchanged, answers.reason, late, answers.revision, acceptances.at,
                  EXISTS (SELECT 1 FROM returns
                          WHERE returns.report_id = reports.id AND returns.indicator = answers.indicator
                            AND returns.answered_at IS NULL)
           FROM reports
           JOIN acceptances ON acceptances.report_id = reports.id
           JOIN answers ON answers.report_id = reports.id AND answers.revision = acceptances.revision
           JOIN indicators ON indicators.programme_id = reports.programme_id AND code = answers.indicator
           WHERE reports.programme_id = :programme_id
             AND acceptances.revision = (
                 SELECT max(newest.revision) FROM acceptances AS newest WHERE newest.report_id = reports.id)
           ORDER BY reports.week, reports.province, indicators.axis, indicators.position""",
        programme_id=programme_id,
    )
