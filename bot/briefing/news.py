"""What is new since the last digest: reports, corrections, how the country's figures moved, and obstacles."""

from dataclasses import dataclass
from datetime import datetime

from bot.briefing.readers import Reader
from bot.figures.loading import count, count_nationals
from bot.figures.records import Figures, National
from bot.obstacles.due import is_overdue
from bot.obstacles.figures import list_awaiting_lines, list_open_lines
from bot.obstacles.lines import ObstacleLine
from bot.programme.calendar import day_of
from bot.programme.in_memory import hold_calendar
from bot.programme.provinces import HEADQUARTERS_UNIT, PROVINCES
from storage import figures
from storage.figures import Acceptance, Correction
from storage.transaction import Reading


@dataclass(frozen=True)
class News:
    """A reader's news: what stands now, and what came since an instant; all of it of the reader's own axes.

    ``before`` are the country's figures as they stood then, by indicator; ``overdue`` are the obstacles that
    headquarters should have answered, ``awaiting`` those that wait for an answer of this reader; ``in_time`` the
    provinces whose deadline is not over.
    """

    now: Figures
    since: datetime
    before: dict[str, National]
    fresh: tuple[Acceptance, ...]
    corrections: tuple[Correction, ...]
    obstacles: tuple[ObstacleLine, ...]
    overdue: tuple[ObstacleLine, ...]
    awaiting: tuple[ObstacleLine, ...]
    in_time: frozenset[str]

    @property
    def quiet(self) -> bool:
        """Say whether nothing came: no report, no correction, no obstacle."""
        return not (self.fresh or self.corrections or any(line.row.recorded_at > self.since for line in self.obstacles))


async def load_news(tx: Reading, moment: datetime, reader: Reader) -> News:
    """Load what a digest says to a reader at an instant."""
    now, since = await count(tx, moment, reader.axes), await reader.since(tx, moment)
    codes, held = {axis.code for axis in now.axes}, await hold_calendar(tx)
    obstacles = _by_then(await list_open_lines(tx, moment, reader.axes), moment)

    def told(each: Acceptance | Correction) -> bool:
        return each.axis in codes and each.province != HEADQUARTERS_UNIT

    return News(
        now=now,
        since=since,
        before=await count_nationals(tx, since, now),
        fresh=tuple(each for each in await figures.list_accepted(tx, since, moment) if told(each) and each.first),
        corrections=tuple(filter(told, await figures.list_corrections(tx, since, moment))),
        obstacles=obstacles,
        overdue=tuple(line for line in obstacles if is_overdue(line.row, day_of(moment), held.calendar)),
        awaiting=_by_then(await list_awaiting_lines(tx, moment, reader.person), moment) if reader.person else (),
        in_time=frozenset(
            each.code
            for each in PROVINCES
            if (times := held.times(now.week, each.code)) is None or moment < times.deadline
        ),
    )


def _by_then(lines: tuple[ObstacleLine, ...], moment: datetime) -> tuple[ObstacleLine, ...]:
    return tuple(line for line in lines if line.row.recorded_at <= moment)
