"""What stands behind the revisions of reports: who wrote and signed, and what a correction changed."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.transaction import Reading


@dataclass(frozen=True)
class AnswerChange:
    """One answer that a correction changed: what it was before and is after; «unchanged» beside no value."""

    at: datetime
    week: date
    axis: str
    indicator: str
    old_value: int | None
    old_words: str
    old_unchanged: bool
    value: int | None
    words: str
    unchanged: bool
    reason: str
    full_name: str


async def list_changes(tx: Reading, programme_id: int, province: str, most: int) -> list[AnswerChange]:
    """Return the newest answers that corrections of a province's reports have changed, the newest first."""
    return await tx.all(
        AnswerChange,
        """SELECT revisions.at, reports.week, axis, new.indicator, old.value, old.words, old.unchanged,
                  new.value, new.words, new.unchanged, revisions.reason, full_name
           FROM reports JOIN revisions ON revisions.report_id = reports.id AND revisions.revision > 1
           JOIN answers AS new ON new.report_id = reports.id AND new.revision = revisions.revision
           JOIN answers AS old ON old.report_id = reports.id AND old.revision = revisions.revision - 1
                AND old.indicator = new.indicator
           JOIN people ON people.id = revisions.written_by
           WHERE reports.programme_id = :programme_id AND reports.province = :province AND reports.revision > 1
             AND (old.value IS NOT new.value OR old.words <> new.words OR old.unchanged <> new.unchanged)
           ORDER BY revisions.at DESC, axis, new.indicator LIMIT :most""",
        programme_id=programme_id,
        province=province,
        most=most,
    )
