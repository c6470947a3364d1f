"""Figures of obstacles for headquarters' digest and tables: by agency, those that await a person, the answer rate."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from bot.language.catalogue import t
from bot.language.week import Week
from bot.obstacles.due import answer_by
from bot.obstacles.lines import ObstacleLine
from bot.obstacles.listing import as_lines
from bot.obstacles.owners import list_awaiting
from bot.programme.calendar import DAY, Calendar, at, day_of
from bot.programme.in_memory import hold_calendar, programme_on
from storage import obstacles
from storage.obstacles import Obstacle
from storage.transaction import Reading


@dataclass(frozen=True)
class AgencyLoad:
    """How many open obstacles name an agency, of how many provinces, and the age of the oldest in working days."""

    agency: str
    obstacles: int
    provinces: int
    oldest: int


@dataclass(frozen=True)
class AnswerRate:
    """How many obstacles headquarters was asked and had not answered before a week, and how many it answered in it.

    ``late`` are those that by the week's end had waited longer than an answer may take.
    """

    asked: int
    answered: int
    late: int


@dataclass(frozen=True)
class OwnerAnswers:
    """What an owner was asked for a week: answered in time or after it, or overdue by the week's end."""

    owner: str
    asked: int
    in_time: int
    after_time: int
    overdue: int


async def list_open_lines(tx: Reading, now: datetime, axes: frozenset[str] | None = None) -> tuple[ObstacleLine, ...]:
    """Return the open obstacles of some axes (None: of all) with their ages, the oldest first."""
    return await as_lines(tx, [row for row in await obstacles.list_open(tx) if axes is None or row.axis in axes], now)


async def list_awaiting_lines(tx: Reading, now: datetime, person_id: int) -> tuple[ObstacleLine, ...]:
    """Return the open obstacles that await an answer of a person, the oldest first."""
    return await as_lines(tx, await list_awaiting(tx, await obstacles.list_open(tx), person_id, now), now)


async def list_answering(
    tx: Reading, moment: datetime, week: Week, axes: frozenset[str] | None = None
) -> tuple[OwnerAnswers, ...]:
    """Return how the owners of some axes (None: all) answered in a week, those first who let most wait too long.

    Owners are those of the moment.
    """
    begin, end = at(week.saturday, time()), at(week.next.saturday, time())
    calendar = (await hold_calendar(tx)).calendar
    fates: dict[str, Counter[str]] = defaultdict(Counter)
    for row in await obstacles.list_asked(tx, begin, end):
        found = fate(row, begin, end, calendar)
        if found and (axes is None or row.axis in axes):
            axis = (await programme_on(tx, row.year, day_of(moment))).axis(row.axis)
            fates[(axis and axis.owner) or t("people.role.head")][found] += 1
    answers = [
        OwnerAnswers(owner, each.total(), each["in_time"], each["after_time"], each["overdue"])
        for owner, each in fates.items()
    ]
    return tuple(sorted(answers, key=lambda each: (-each.overdue, -each.after_time, -each.asked, each.owner)))


async def count_answers(tx: Reading, week: Week, axes: frozenset[str] | None = None) -> AnswerRate:
    """Return headquarters' answer rate of a week for some axes (None: all).

    What was asked once more counts from then on; what a province closed before any answer is not counted.
    """
    begin, end = at(week.saturday, time()), at(week.next.saturday, time())
    rows = [row for row in await obstacles.list_asked(tx, begin, end) if axes is None or row.axis in axes]
    return answer_rate(rows, begin, end, (await hold_calendar(tx)).calendar)


def load_by_agency(lines: Iterable[ObstacleLine]) -> tuple[AgencyLoad, ...]:
    """Return the agencies that open obstacles name, the most named first, then by the age of the oldest. Pure."""
    found: dict[str, list[ObstacleLine]] = defaultdict(list)
    for line in lines:
        found[line.row.agency].append(line)
    loads = (
        AgencyLoad(agency, len(held), len({line.row.province for line in held}), max(line.age for line in held))
        for agency, held in found.items()
    )
    return tuple(sorted(loads, key=lambda load: (-load.obstacles, -load.oldest, load.agency)))


def answer_rate(rows: Iterable[Obstacle], begin: datetime, end: datetime, calendar: Calendar) -> AnswerRate:
    """Return how many of these were to be answered in a span of time, were answered in it, and wait too long. Pure."""
    fates = Counter(fate(row, begin, end, calendar) for row in rows)
    answered = fates["in_time"] + fates["after_time"]
    return AnswerRate(answered + fates["waits"] + fates["overdue"], answered, fates["overdue"])


def fate(row: Obstacle, begin: datetime, end: datetime, calendar: Calendar) -> str:
    """Return what became in a span of time of what headquarters was asked; '' where it owed nothing in it. Pure.

    «in_time» or «after_time»: it was answered in it; «waits» or «overdue»: it was not. An answer may take
    `ANSWER_WITHIN` working days.
    """
    closed = row.ended_at and not row.answered_at and row.ended_at < end
    if row.asked_at is None or row.asked_at >= end or closed or (row.answered_at and row.answered_at < begin):
        return ""
    over = at(answer_by(row.asked_at, calendar) + DAY, time())
    if row.answered_at and row.answered_at < end:
        return "in_time" if row.answered_at < over else "after_time"
    return "overdue" if over <= end else "waits"
