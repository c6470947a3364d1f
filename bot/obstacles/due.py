"""What the clock asks of whom about an obstacle: headquarters to take it on and to answer, the province to tell. Pure.

From the day on which headquarters is asked, in working days:

    1  its owner hears of it        2  is reminded to take it on      4  the head hears that nobody did
                                    7  is reminded to answer          9  the head hears that nobody did
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.obstacles.ages import nth_working_day
from bot.programme.calendar import DAY, Calendar, at, day_of
from bot.programme.in_memory import HeldCalendar
from storage.obstacles import Obstacle

ACKNOWLEDGE_WITHIN, ANSWER_WITHIN, ESCALATE_AFTER = 2, 7, 2
"""Working days."""
STEPS = (
    (1, "new", "owner"),
    (ACKNOWLEDGE_WITHIN, "acknowledge", "owner"),
    (ACKNOWLEDGE_WITHIN + ESCALATE_AFTER, "acknowledge", "head"),
    (ANSWER_WITHIN, "decide", "owner"),
    (ANSWER_WITHIN + ESCALATE_AFTER, "decide", "head"),
)
EXECUTED_AFTER = timedelta(days=15)
"""A decision of the taskforce may be objected to for 15 days; then it is asked whether it was executed."""


@dataclass(frozen=True)
class ObstacleDue:
    """Somebody is to hear of an obstacle: ``what`` (new, acknowledge, decide, executed), ``who`` (owner, head, asker).

    ``since`` is the day that it is counted from: what is asked anew is due anew.
    """

    row: Obstacle
    what: str
    who: str
    since: date


def due(row: Obstacle, now: datetime, held: HeldCalendar) -> tuple[ObstacleDue, ...]:
    """Return all that has become due on an obstacle, in the order in which it did, whether it was sent or not."""
    if row.ended_at:
        return ()
    return (*_of_headquarters(row, now, held), *_of_province(row, now, held))


def is_overdue(row: Obstacle, today: date, calendar: Calendar) -> bool:
    """Say whether headquarters was asked, has not answered, and should have by the day before."""
    if row.asked_at is None or row.answered_at or row.ended_at:
        return False
    return nth_working_day(calendar, day_of(row.asked_at), ANSWER_WITHIN) < today


def _of_headquarters(row: Obstacle, now: datetime, held: HeldCalendar) -> Iterator[ObstacleDue]:
    if row.asked_at is None or row.answered_at:
        return
    since = day_of(row.asked_at)
    passed = _days_passed(since, now, held)
    for days, what, who in STEPS:
        if days <= passed and (what == "decide" or not row.acknowledged_at):
            yield ObstacleDue(row, what, who, since)


def _days_passed(since: date, now: datetime, held: HeldCalendar) -> int:
    """Return how many working days after a day have begun, as far as it matters."""
    passed, day = 0, nth_working_day(held.calendar, since, 1)
    while passed < STEPS[-1][0] and now >= at(day, held.rules.office_from):
        passed, day = passed + 1, nth_working_day(held.calendar, day, 1)
    return passed


def _of_province(row: Obstacle, now: datetime, held: HeldCalendar) -> Iterator[ObstacleDue]:
    if row.state == "decided" and row.decision_day:
        day = max(row.decision_day + EXECUTED_AFTER, day_of(row.changed_at) + DAY)
        if now >= at(day, held.rules.office_from):
            yield ObstacleDue(row, "executed", "asker", row.decision_day)
