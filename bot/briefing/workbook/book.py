"""What headquarters' workbook is made of: figures, targets, open obstacles, and the course of eight weeks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from bot.figures.loading import count
from bot.figures.records import Figures
from bot.figures.trend import AxisTrend
from bot.figures.trending import WEEKS, load_trends
from bot.language.week import Week
from bot.obstacles.figures import list_open_lines
from bot.obstacles.lines import ObstacleLine
from bot.programme.in_memory import hold_programme
from storage.transaction import Reading


@dataclass(frozen=True)
class HqBook:
    """A week as it stands at an instant, of the axes that somebody may see and of no other.

    ``targets`` are yearly ones by indicator and province; ``course`` has the numeric indicators of each axis, a
    week more than is shown.
    """

    figures: Figures
    targets: Mapping[tuple[str, str], int]
    obstacles: tuple[ObstacleLine, ...]
    course: tuple[AxisTrend, ...]

    @cached_property
    def targeted(self) -> frozenset[str]:
        """Return the indicators that have a target anywhere."""
        return frozenset(indicator for indicator, _province in self.targets)


async def load_hq_book(tx: Reading, moment: datetime, axes: frozenset[str] | None, week: Week | None = None) -> HqBook:
    """Return what the workbook of a week (None: the last that has opened) holds, of some axes (None: of all)."""
    figures = await count(tx, moment, axes, week)
    targets = (await hold_programme(tx, figures.week.year)).targets
    course = await load_trends(tx, moment, figures.axes, figures.week, most=WEEKS + 1)
    return HqBook(figures, targets, await list_open_lines(tx, moment, axes), course)
