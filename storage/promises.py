"""What headquarters has under way with provinces, beside decisions: consultations, expectations, exceptions."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.transaction import Reading


@dataclass(frozen=True)
class OpenConsultation:
    """A consultation that is not executed; of an ``open`` one the outcome is owed, once ``due_at`` has come."""

    id: int
    title: str
    state: str
    only_on: str
    due_at: datetime | None
    owner_id: int
    owner: str
    provinces: int


@dataclass(frozen=True)
class OpenExpectation:
    """What is expected of people and not all of them have done; ``people`` is how many are asked."""

    id: int
    text: str
    only_on: str
    due_at: datetime | None
    owner_id: int
    owner: str
    people: int
    done: int


@dataclass(frozen=True)
class OpenException:
    """What a province may still report of a locked week: how many ``axes``, their codes with «;», and why."""

    province: str
    week: date
    codes: str
    axes: int
    reason: str
    expires_at: datetime
    owner_id: int
    owner: str


async def list_consultations(tx: Reading) -> list[OpenConsultation]:
    """Return the consultations that wait for their outcome or for its execution."""
    return await tx.all(
        OpenConsultation,
        """SELECT consultations.id, title, consultations.state, only_on, due_at, author_id, full_name,
                  (SELECT count(DISTINCT province) FROM recipients
                   WHERE announcement_id = consultations.id AND province <> '')
           FROM consultations JOIN announcements USING (id) JOIN people ON people.id = author_id
           WHERE consultations.state <> 'executed' AND announcements.state IN ('sending', 'sent')
           ORDER BY consultations.id""",
    )


async def list_expectations(tx: Reading) -> list[OpenExpectation]:
    """Return what is expected and not done by everybody yet."""
    return await tx.all(
        OpenExpectation,
        """SELECT announcements.id, text, only_on, due_at, author_id, full_name, count(*), count(done_at)
           FROM announcements JOIN people ON people.id = author_id
             JOIN recipients ON announcement_id = announcements.id
           WHERE level = 'expect' AND announcements.state IN ('sending', 'sent')
           GROUP BY announcements.id HAVING count(done_at) < count(*) ORDER BY announcements.id""",
    )


async def list_exceptions(tx: Reading, now: datetime) -> list[OpenException]:
    """Return the exceptions that hold, those of a province's week that were granted together as one."""
    return await tx.all(
        OpenException,
        """SELECT province, week, group_concat(axis, ';'), count(*), reason, expires_at, granted_by, full_name
           FROM exceptions JOIN people ON people.id = granted_by
           WHERE granted_at <= :now AND expires_at > :now
           GROUP BY province, week, granted_by, expires_at, reason ORDER BY expires_at, province, week""",
        now=now,
    )
