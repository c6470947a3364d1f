"""Gathers what a province did in a week or in a month, and where that led."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from bot.briefing.periods import Period
from bot.counting.counting import list_cells
from bot.counting.rules import JudgedReport, Tally, tally
from bot.figures.loading import count
from bot.figures.records import Figures
from bot.figures.trend import AxisTrend, Trend
from bot.figures.trending import load_trends
from bot.language import dates
from bot.language.week import Week
from bot.obstacles.figures import list_open_lines
from bot.obstacles.lines import ObstacleLine
from bot.programme.calendar import at
from bot.programme.in_memory import hold_calendar
from bot.programme.pace import TargetPace
from bot.programme.provinces import Province, by_code
from storage import obstacle_events
from storage.obstacle_events import ObstacleReply
from storage.transaction import Reading

MOST_REPLIES = 20


@dataclass(frozen=True)
class ProvinceSpan:
    """A week or a month: its name and kind («week», «month»), and its weeks with a report."""

    kind: str
    title: str
    weeks: tuple[Week, ...]


@dataclass(frozen=True)
class Move:
    """Where an indicator stands, and where it stood before the span began; stored units, None: nothing was reported.

    ``towards`` is how far it is on the way to its target; None where there is no target that sets a pace.
    """

    axis: str
    trend: Trend
    value: int | None
    before: int | None
    towards: TargetPace | None

    @property
    def pace(self) -> int | None:
        """Return how much of what was to be expected by now is reached, in percent."""
        return self.towards.percent if self.towards else None

    @property
    def moved(self) -> bool:
        """Say whether it changed in the span."""
        return self.value is not None and self.value != self.before


@dataclass(frozen=True)
class ProvinceWeek:
    """All that comes back to a reader of a province: ``cells`` are the reports that were asked in the span.

    ``band`` is its third among the provinces, 0 where it is not told.
    """

    province: Province
    span: ProvinceSpan
    figures: Figures
    courses: tuple[AxisTrend, ...]
    cells: tuple[JudgedReport, ...]
    obstacles: tuple[ObstacleLine, ...]
    replies: tuple[ObstacleReply, ...]
    band: int = 0

    @property
    def received(self) -> Tally:
        """Return how many reports came, and when."""
        return tally(self.cells)

    @property
    def moves(self) -> tuple[Move, ...]:
        """Return every indicator with a number, in the programme's order."""
        return moves_of(self.courses, len(self.span.weeks))

    @property
    def handed_back(self) -> int:
        """Return how many values wait for a correction."""
        return sum(unit == self.province.code for unit, _indicator in self.figures.handed_back)


def by_axis(moves: Iterable[Move]) -> dict[str, list[Move]]:
    """Return moves by the short title of their axis."""
    found: dict[str, list[Move]] = {}
    for move in moves:
        found.setdefault(move.axis, []).append(move)
    return found


def leading(moves: list[Move]) -> Move:
    """Return the one that an axis is told by: the first with a target, else the first."""
    return next((move for move in moves if move.trend.target is not None), moves[0])


def moves_of(courses: Iterable[AxisTrend], weeks: int) -> tuple[Move, ...]:
    """Return every indicator of some courses, as it moved in the last so many weeks."""
    return tuple(_move(course, trend, weeks) for course in courses for trend in course.trends)


def _move(course: AxisTrend, trend: Trend, weeks: int) -> Move:
    points = trend.points
    before = points[-1 - weeks].value if len(points) > weeks else None
    return Move(course.axis, trend, points[-1].value, before, trend.towards)


def span_of_week(week: Week) -> ProvinceSpan:
    """Return the span of one week."""
    return ProvinceSpan("week", dates.week_label(week), (week,))


async def span_of_month(tx: Reading, period: Period) -> ProvinceSpan | None:
    """Return the span of a month; None where it had no week with a report."""
    held = await hold_calendar(tx)
    weeks = tuple(week for week in period.weeks if held.times(week, ""))
    return ProvinceSpan("month", period.title, weeks) if weeks else None


async def load_province_week(
    tx: Reading, moment: datetime, province: str, axes: frozenset[str], span: ProvinceSpan
) -> ProvinceWeek:
    """Return what a province did on some axes in a span, as it stands at an instant."""
    figures = await count(tx, moment, axes, span.weeks[-1])
    cells = await list_cells(tx, moment, span.weeks, provinces=[province])
    obstacles = await list_open_lines(tx, moment, axes)
    begin = at(span.weeks[0].saturday, time())
    replies = await obstacle_events.list_replies(tx, province, MOST_REPLIES)
    return ProvinceWeek(
        by_code(province),
        span,
        figures,
        await load_trends(tx, moment, figures.axes, span.weeks[-1], province),
        tuple(cell for cell in cells if cell.axis in axes),
        tuple(line for line in obstacles if line.row.province == province and line.row.recorded_at <= moment),
        tuple(reply for reply in replies if reply.axis in axes and begin <= reply.at <= moment),
    )
