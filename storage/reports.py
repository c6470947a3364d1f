"""Reports and their answers, by revision: an old value is never lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from storage import audit
from storage.audit import Act
from storage.sealed_report import seal
from storage.transaction import Reading, Transaction

EARLIER = timedelta(days=100)
"""How far back an axis' last two reports are looked for: a monthly one's lie two months back."""


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
class Earlier:
    """How an axis was reported before: in its last two weeks, how many of them stayed as they were, what was done.

    ``moved``: in how many of its last eight weeks something changed; the first of all its reports is no change.
    """

    axis: str
    weeks: int
    unchanged: int
    action: str
    moved: int


@dataclass(frozen=True)
class Submission:
    """What is handed in: one axis of one province and week, by a person.

    ``reason`` is why it corrects what was handed in before, ``standstill`` why nothing has changed for so long, and
    ``look_again`` the day on which that is looked at again. What is not ``signed`` waits, unless nobody could sign it
    (``ready`` is False then too); ``stand_in``: the signature is that of who stands in for the CEO.
    """

    programme_id: int
    week: date
    province: str
    axis: str
    status: str
    action: str
    late: bool
    answers: tuple[Answer, ...]
    reason: str = ""
    standstill: str = ""
    look_again: date | None = None
    signed: bool = True
    ready: bool = False
    stand_in: bool = False

    @property
    def unchanged(self) -> bool:
        """Say whether everything stayed as it was."""
        return bool(self.answers) and all(answer.unchanged for answer in self.answers)


async def get(tx: Reading, week: date, province: str, axis: str) -> Report | None:
    """Return the report of an axis."""
    return await tx.one(
        Report,
        """SELECT id, week, province, axis, state, revision, status, action, late, first_at, submitted_at
           FROM reports WHERE week = :week AND province = :province AND axis = :axis""",
        week=week,
        province=province,
        axis=axis,
    )


async def list_of_week(tx: Reading, week: date) -> list[Report]:
    """Return every report of a week."""
    return await tx.all(
        Report,
        """SELECT id, week, province, axis, state, revision, status, action, late, first_at, submitted_at
           FROM reports WHERE week = :week ORDER BY province, axis""",
        week=week,
    )


async def list_of_province(tx: Reading, week: date, province: str) -> list[Report]:
    """Return a province's reports of a week."""
    return await tx.all(
        Report,
        """SELECT id, week, province, axis, state, revision, status, action, late, first_at, submitted_at
           FROM reports WHERE week = :week AND province = :province ORDER BY axis""",
        week=week,
        province=province,
    )


async def list_answers(tx: Reading, report_id: int, revision: int) -> list[Answer]:
    """Return the answers of one revision of a report."""
    return await tx.all(
        Answer,
        """SELECT indicator, value, words, unchanged, reason FROM answers
           WHERE report_id = :report_id AND revision = :revision""",
        report_id=report_id,
        revision=revision,
    )


async def list_earlier(tx: Reading, programme_id: int, province: str, before: date) -> list[Earlier]:
    """Return how each axis of a province was reported in its last weeks before one."""
    return await tx.all(
        Earlier,
        """SELECT code, sum(place <= 2), sum(place <= 2 AND unchanged), max(iif(place = 1, action, '')),
                  sum(NOT unchanged AND NOT first)
           FROM axes JOIN (
               SELECT axis, unchanged, action, week = min(week) OVER (PARTITION BY axis) AS first,
                      row_number() OVER (PARTITION BY axis ORDER BY week DESC) AS place
               FROM reports
               WHERE programme_id = :programme_id AND province = :province
                 AND week < :before AND week >= :since) ON axis = code
           WHERE axes.programme_id = :programme_id AND place <= 8
           GROUP BY code""",
        programme_id=programme_id,
        province=province,
        before=before,
        since=before - EARLIER,
    )


async def submit(tx: Transaction, person_id: int, submission: Submission, now: datetime) -> Report:
    """Hand a report in, or over to be signed: the first revision of its week, or the next one of a correction."""
    (report,) = await submit_all(tx, person_id, (submission,), now)
    return report


async def submit_all(tx: Transaction, person_id: int, submissions: Sequence[Submission], now: datetime) -> list[Report]:
    """Hand reports in as `submit` does; what hangs on them is written table by table, and sealed in the trail."""
    handed = [(await _save_report(tx, person_id, each, now), each) for each in submissions]
    for report, submission in handed:
        await _save_revision(tx, report, person_id, submission, now)
    for report, submission in handed:
        for answer in submission.answers:
            await _save_answer(tx, report, submission.programme_id, answer, now)
    for report, submission in handed:
        await _seal(tx, report, person_id, submission, now)
    return [report for report, _submission in handed]


async def _save_report(tx: Transaction, person_id: int, submission: Submission, now: datetime) -> Report:
    report = await tx.one(
        Report,
        """INSERT INTO reports (programme_id, week, province, axis, state, revision, status, action, late,
                                written_by, first_at, submitted_at, unchanged, standstill, look_again)
           VALUES (:programme_id, :week, :province, :axis, :state, 1, :status, :action, :late,
                   :person_id, :now, :now, :unchanged, :standstill, :look_again)
           ON CONFLICT (week, province, axis) DO UPDATE SET state = :state, revision = revision + 1, taken_back = 0,
               status = :status, action = :action, written_by = :person_id, submitted_at = :now,
               unchanged = :unchanged, standstill = :standstill, look_again = :look_again
           RETURNING id, week, province, axis, state, revision, status, action, late, first_at, submitted_at""",
        programme_id=submission.programme_id,
        week=submission.week,
        province=submission.province,
        axis=submission.axis,
        status=submission.status,
        action=submission.action,
        late=int(submission.late),
        person_id=person_id,
        now=now,
        unchanged=int(submission.unchanged),
        standstill=submission.standstill,
        look_again=submission.look_again,
        state="ready" if submission.ready else "submitted",
    )
    assert report is not None  # noqa: S101 - it was just stored
    return report


async def _save_revision(
    tx: Transaction, report: Report, person_id: int, submission: Submission, now: datetime
) -> None:
    tx.write(
        """INSERT INTO revisions (report_id, revision, written_by, signed_by, signed_at, stand_in, reason, status,
                                  action, late, at)
           VALUES (:report_id, :revision, :person_id, iif(:signed, :person_id, NULL), iif(:signed, :now, NULL),
                   :stand_in, :reason, :status, :action, :late, :now)""",
        report_id=report.id,
        province=report.province,  # whose revision it is
        revision=report.revision,
        person_id=person_id,
        signed=int(submission.signed),
        stand_in=int(submission.stand_in),
        reason=submission.reason,
        status=report.status,
        action=report.action,
        late=int(report.late),
        now=now,
    )


async def _save_answer(tx: Transaction, report: Report, programme_id: int, answer: Answer, now: datetime) -> None:
    tx.write(
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


async def _seal(tx: Transaction, report: Report, person_id: int, submission: Submission, now: datetime) -> None:
    """Write into the trail what was handed in, sealed by what was said and not by what the tables hold of it."""
    week = submission.week.isoformat()
    place = (submission.programme_id, week, submission.province)
    look_again = submission.look_again.isoformat() if submission.look_again else None
    words = (submission.status, submission.action)
    stand = (int(submission.unchanged), submission.standstill, look_again)
    detail = {
        "report": report.id,
        "revision": report.revision,
        "programme": submission.programme_id,
        "late": int(report.late),
        "signed": int(submission.signed),
        "ready": int(submission.ready),
        "stand_in": int(submission.stand_in),
        "values": {each.indicator: each.value for each in submission.answers if each.value is not None},
        "seals": {
            "revision": seal(tx.secret, submission.reason, *words),
            "report": seal(tx.secret, report.revision, *words, person_id, *stand),
        },
        "answers": {each.indicator: _seal_answer(tx.secret, place, each) for each in submission.answers},
    }
    subject = f"{week}/{submission.province}/{submission.axis}"
    await audit.append(tx, now, Act(f"person:{person_id}", "report.submit", subject, detail))


def _seal_answer(secret: bytes, place: tuple[int, str, str], answer: Answer) -> str:
    said = (answer.indicator, answer.value, answer.words, int(answer.unchanged), answer.reason)
    return seal(secret, *place, *said)
