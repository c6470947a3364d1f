"""Figures of obstacles for headquarters' digest and tables: by agency, those that await a person, the answer rate."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from bot.language.week import Week
from bot.obstacles.due import answer_by
from bot.obstacles.lines import ObstacleLine
from bot.obstacles.listing import as_lines
from bot.obstacles.owners import list_awaiting
from bot.programme.calendar import DAY, Calendar, at
from bot.programme.in_memory import hold_calendar
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


async def list_open_lines(tx: Reading, now: datetime, axes: frozenset[str] | None = None) -> tuple[ObstacleLine, ...]:
    """Return the open obstacles of some axes (None: of all) with their ages, the oldest first."""
    return await as_lines(tx, [row for row in await obstacles.list_open(tx) if axes is None or row.axis in axes], now)


async def list_awaiting_lines(tx: Reading, now: datetime, person_id: int) -> tuple[ObstacleLine, ...]:
    """Return the open obstacles that await an answer of a person, the oldest first."""
    return await as_lines(tx, await list_awaiting(tx, await obstacles.list_open(tx), person_id, now), now)


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
    asked = answered = late = 0
    for row in rows:
        closed = row.ended_at and not row.answered_at and row.ended_at < end
        if row.asked_at is None or row.asked_at >= end or closed or (row.answered_at and row.answered_at < begin):
            continue
        asked += 1
        if row.answered_at and row.answered_at < end:
            answered += 1
        elif at(answer_by(row.asked_at, calendar) + DAY, time()) <= end:
            late += 1
    return AnswerRate(asked, answered, late)
