"""The course of an axis over some weeks: what its indicators stood at, and where they should have stood."""

from dataclasses import dataclass, replace

from bot.language.units import Unit
from bot.language.week import Week
from bot.programme.pace import TargetPace


@dataclass(frozen=True)
class Point:
    """Where an indicator stood at the end of a week (stored units; None: nothing was ever said this year).

    ``state`` is «said», «unchanged» or «missing»: then the value is that of an earlier week. ``provinces`` says how
    many stand behind it.
    """

    week: Week
    value: int | None
    state: str
    provinces: int = 1


@dataclass(frozen=True)
class Trend:
    """An indicator's points, its yearly target, and the pace that leads there, one value a week (stored units).

    ``towards`` is how far it is on that way at the end of the last week; ``handed_back`` is what a province said since,
    and headquarters handed back without an answer so far. ``rises``: it is counted up over the year.
    """

    title: str
    unit: Unit
    points: tuple[Point, ...]
    target: int | None = None
    pace: tuple[int, ...] = ()
    towards: TargetPace | None = None
    handed_back: int | None = None
    rises: bool = False

    def last(self, most: int) -> "Trend":
        """Return at most so many of its last points."""
        return replace(self, points=self.points[-most:], pace=self.pace[-most:])


@dataclass(frozen=True)
class AxisTrend:
    """The numeric indicators of an axis; ``place`` is a province's name, '' for the whole country."""

    axis: str
    place: str
    weeks: tuple[Week, ...]
    trends: tuple[Trend, ...]

    def last(self, most: int) -> "AxisTrend":
        """Return at most so many of its last weeks."""
        return replace(self, weeks=self.weeks[-most:], trends=tuple(each.last(most) for each in self.trends))
