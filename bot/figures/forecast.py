"""Where a course leads: the end of the year at the pace of the last weeks, the pace that a target needs now. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from bot.figures.trend import Point
from bot.language.week import WEEK
from bot.programme.pace import needed_weekly, rounded, weeks_left

Sureness = Literal["firm", "fair", "few", "uneven"]
FIRM, FEW = 6, 4
"""Reports: so many that were made evenly are firm, fewer than so many tell little."""


@dataclass(frozen=True)
class Forecast:
    """Amounts in stored units: ``weekly`` is the mean gain of the ``weeks`` weeks that the points span.

    ``end`` is what the year ends at if that goes on; ``needed`` what each of the ``left`` weeks must bring for the
    target, None where there is no target or it is reached. ``reports`` is how many weeks with a report stand behind it.
    """

    weekly: Fraction
    weeks: int
    end: int
    left: int
    needed: Fraction | None
    reports: int
    sureness: Sureness


def forecast(points: Sequence[Point], target: int | None) -> Forecast | None:
    """Return where the points of a cumulative lead; None where fewer than two say anything."""
    known = [(point.week, point.value, point.state != "missing") for point in points if point.value is not None]
    if len(known) < 2 or known[0][0].year != known[-1][0].year:
        return None
    (first, begun, _told), (last, value, _told) = known[0], known[-1]
    weeks, left = (last.saturday - first.saturday) // WEEK, weeks_left(last.year, last)
    weekly = Fraction(value - begun, weeks)
    gains = [Fraction(new - old) for (_week, old, _told), (_next, new, told) in pairwise(known) if told]
    needed = None if target is None else needed_weekly(value, target, left)
    return Forecast(weekly, weeks, rounded(value + weekly * left), left, needed, len(gains), sureness(gains))


def sureness(gains: Sequence[Fraction]) -> Sureness:
    """Return how far the gains of the weeks with a report can be trusted to go on.

    They are even while they are on average no further from their mean than half of it, uneven from all of it on.
    """
    if len(gains) < FEW:
        return "few"
    mean = sum(gains, Fraction(0)) / len(gains)
    spread = sum((abs(gain - mean) for gain in gains), Fraction(0)) / len(gains)
    if spread > abs(mean):
        return "uneven"
    return "firm" if len(gains) >= FIRM and spread <= abs(mean) / 2 else "fair"
