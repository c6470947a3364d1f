"""Reports and their answers, by revision: an old value is never lost."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Report:
    """One axis × one province × one week, as it stands now."""

    id: int
    week: date
    province: str
    axis: str
    state: str
    revision: int
    status: str
    action: str
    late: bool
    first_at: datetime
    submitted_at: datetime


@dataclass(frozen=True)
class Answer:
    """What was said on one indicator: a stored value, or words, or «unchanged» (then there is no value)."""

    indicator: str
    value: int | None
    words: str
    unchanged: bool
    reason: str = ""


@dataclass(frozen=True)
class Past:
    """The latest value of an indicator before a week, with the week that it was said in."""

    indicator: str
    value: int | None
    words: str
    week: date


@dataclass(frozen=True)
class Submission:
    """What is handed in: one axis of one province and week, by a person."""

    programme_id: int
    week: date
    province: str
    axis: str
    status: str
    action: str
    late: bool
    answers: tuple[Answer, ...]


def get(tx: Reading, week: date, province: str, axis: str) -> Report | None:
    """Return the report of an axis."""
    return tx.one(
        Report,
        """SELECT id, week, province, axis, state, revision, status, action, late, first_at, submitted_at
           FROM reports WHERE week = :week AND province = :province AND axis = :axis""",
        week=week,
        province=province,
        axis=axis,
    )


def list_of_week(tx: Reading, week: date) -> list[Report]:
    """Return every report of a week."""
    return tx.all(
        Report,
        """SELECT id, week, province, axis, state, revision, status, action, late, first_at, submitted_at
           FROM reports WHERE week = :week ORDER BY province, axis""",
        week=week,
    )


def list_of_province(tx: Reading, week: date, province: str) -> list[Report]:
    """Return a province's reports of a week."""
    return tx.all(
        Report,
        """SELECT id, week, province, axis, state, revision, status, action, late, first_at, submitted_at
           FROM reports WHERE week = :week AND province = :province ORDER BY axis""",
        week=week,
        province=province,
    )


def list_submitted_between(tx: Reading, after: datetime, until: datetime) -> list[Report]:
    """Return the reports whose newest revision was submitted in a span of time."""
    return tx.all(
        Report,
        """SELECT id, week, province, axis, state, revision, status, action, late, first_at, submitted_at
           FROM reports WHERE submitted_at > :after AND submitted_at <= :until ORDER BY submitted_at, id""",
        after=after,
        until=until,
    )


def list_answers(tx: Reading, report_id: int, revision: int) -> list[Answer]:
    """Return the answers of one revision of a report."""
    return tx.all(
        Answer,
        """SELECT indicator, value, words, unchanged, reason FROM answers
           WHERE report_id = :report_id AND revision = :revision""",
        report_id=report_id,
        revision=revision,
    )


def list_past(tx: Reading, programme_id: int, province: str, axis: str, before: date) -> list[Past]:
    """Return the latest values of an axis' indicators in a province's weeks before one.

    «Unchanged» and «no report» are passed over.
    """
    return tx.all(
        Past,
        """SELECT indicator, value, words, week
           FROM indicators CROSS JOIN answers  -- in this order: some rows of one index instead of a whole year
           WHERE indicators.programme_id = :programme_id AND axis = :axis
             AND answers.programme_id = :programme_id AND province = :province AND indicator = code
             AND (week, revision) = (
                 SELECT week, revision FROM answers
                 WHERE programme_id = :programme_id AND province = :province AND indicator = code
                   AND week < :before AND unchanged = 0 AND reason <> 'no_report'
                 ORDER BY week DESC, revision DESC LIMIT 1)""",
        programme_id=programme_id,
        province=province,
        axis=axis,
        before=before,
    )


def submit(tx: Transaction, person_id: int, submission: Submission, now: datetime) -> Report:
    """Hand a report in: the first revision of its week, or the next one of a correction."""
    tx.run(
        """INSERT INTO reports (programme_id, week, province, axis, state, revision, status, action, late,
                                written_by, first_at, submitted_at)
           VALUES (:programme_id, :week, :province, :axis, 'submitted', 1, :status, :action, :late,
                   :person_id, :now, :now)
           ON CONFLICT (week, province, axis) DO UPDATE SET state = 'submitted', revision = revision + 1,
               status = :status, action = :action, written_by = :person_id, submitted_at = :now""",
        programme_id=submission.programme_id,
        week=submission.week,
        province=submission.province,
        axis=submission.axis,
        status=submission.status,
        action=submission.action,
        late=int(submission.late),
        person_id=person_id,
        now=now,
    )
    report = get(tx, submission.week, submission.province, submission.axis)
    assert report is not None  # noqa: S101 - it was just stored
    for answer in submission.answers:
        _save_answer(tx, report, submission.programme_id, answer, now)
    return report


def _save_answer(tx: Transaction, report: Report, programme_id: int, answer: Answer, now: datetime) -> None:
    tx.run(
        """INSERT INTO answers (report_id, revision, indicator, programme_id, province, week, value, words,
                                unchanged, reason, at)
           VALUES (:report_id, :revision, :indicator, :programme_id, :province, :week, :value, :words,
                   :unchanged, :reason, :now)""",
        report_id=report.id,
        revision=report.revision,
        indicator=answer.indicator,
        programme_id=programme_id,
        province=report.province,
        week=report.week,
        value=answer.value,
        words=answer.words,
        unchanged=int(answer.unchanged),
        reason=answer.reason,
        now=now,
    )
