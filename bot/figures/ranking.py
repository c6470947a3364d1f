"""How far provinces, axes and the country are on the way to their targets, from what was counted. Pure.

`bot/programme/pace.py` measures one indicator and says how several go together; here they are told apart by place and
axis. A place is an ISO code, '' the country: its own figures against its own targets, not the mean of provinces.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from bot.figures.records import Figures
from bot.programme.pace import BEHIND, TargetPace, percent, together
from bot.programme.provinces import PROVINCES, Province
from storage.programme import Indicator

BANDS, FEWEST_IN_BANDS = 3, 9
"""Thirds, and how few provinces make them: at least three in each."""


@dataclass(frozen=True)
class Ranked:
    """A province among those of which something with a target was reported, and how much it has reached (at most 1)."""

    province: Province
    reached: Fraction

    @property
    def percent(self) -> int:
        """Return how much of what was to be expected by now is reached, in percent."""
        return percent(self.reached) or 0

    @property
    def behind(self) -> bool:
        """Say whether it is behind."""
        return self.reached < BEHIND


def paces(figures: Figures, place: str, axis: str) -> Iterator[tuple[Indicator, TargetPace]]:
    """Yield how far a place is with each indicator of an axis that has a target there."""
    for each in figures.of_axis(axis):
        towards = figures.towards(place, each.indicator) if place else each.towards
        if towards and (not place or each.indicator.reporter == "province"):
            yield each.indicator, towards


def reached_on_axis(figures: Figures, place: str, axis: str) -> Fraction | None:
    """Return how much of what was to be expected a place has reached on an axis; None without target or report."""
    return together(pace.reached for _indicator, pace in paces(figures, place, axis))


def reached_by(figures: Figures, place: str) -> Fraction | None:
    """Return how much a place has reached over all the axes that have targets there, each weighing the same."""
    return together(reached_on_axis(figures, place, axis.code) for axis in figures.axes)


def ranking(figures: Figures, axis: str = "") -> tuple[Ranked, ...]:
    """Return the provinces by what they have reached, of an axis or of all, the furthest behind first."""
    found = [
        Ranked(province, reached)
        for province in PROVINCES
        if (reached := reached_on_axis(figures, province.code, axis) if axis else reached_by(figures, province.code))
        is not None
    ]
    return tuple(sorted(found, key=lambda each: each.reached))


def band_of(figures: Figures, province: str) -> int:
    """Return in which third of the provinces with targets one stands: 1 the first, 3 the last, 0 where none is told.

    Equals share the better third. Among few a third would be as good as a place: then none is told.
    """
    found = ranking(figures)
    own = next((each.reached for each in found if each.province.code == province), None)
    if own is None or len(found) < FEWEST_IN_BANDS:
        return 0
    return sum(each.reached > own for each in found) * BANDS // len(found) + 1


def furthest_behind(figures: Figures, province: str, axis: str = "") -> tuple[Indicator, TargetPace] | None:
    """Return the indicator that a province is furthest behind with, of an axis or of all; None where with none."""
    led = [
        (pace.reached, indicator, pace)
        for each in figures.axes
        if axis in {"", each.code}
        for indicator, pace in paces(figures, province, each.code)
        if pace.reached is not None and pace.reached < BEHIND
    ]
    _reached, indicator, pace = min(led, key=lambda each: each[0], default=(None, None, None))
    return (indicator, pace) if indicator and pace else None
