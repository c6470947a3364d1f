"""How far a value is on the way to its yearly target: percent of the expected pace, the one measure. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from bot.language.week import Week, weeks_of_year
from bot.programme.calendar import day_of
from bot.programme.kinds import Kinded, rules_of

ON_PACE, BEHIND = Fraction(1), Fraction(9, 10)
"""What has reached all of what was to be expected is on its pace; what has not reached nine tenths is behind."""


@dataclass(frozen=True)
class TargetPace:
    """A value (stored units; None: nothing was reported) beside its target, and the part of it expected by now."""

    value: int | None
    target: int
    part: Fraction

    @property
    def expected(self) -> int:
        """Return where the value should stand by now, in stored units, rounded half up."""
        return rounded(self.target * self.part)

    @property
    def reached(self) -> Fraction | None:
        """Return how much of what was to be expected is reached (1: all); None before anything is or was reported."""
        return None if self.value is None or not self.part else self.value / (self.target * self.part)

    @property
    def percent(self) -> int | None:
        """Return the same in percent."""
        return percent(self.reached)


def pace_of(indicator: Kinded, value: int | None, target: int | None, part: Fraction) -> TargetPace | None:
    """Return where a value stands on its way; None where there is none: only what is counted up over a year has one."""
    return TargetPace(value, target, part) if target and target > 0 and rules_of(indicator).rises else None


def together(reached: Iterable[Fraction | None]) -> Fraction | None:
    """Return what several have reached together: the mean of those that are known, each at most all of its own.

    So indicators make an axis, axes a province or the country: what is ahead does not hide what stands still.
    """
    known = [min(each, ON_PACE) for each in reached if each is not None]
    return sum(known, Fraction(0)) / len(known) if known else None


def percent(reached: Fraction | None) -> int | None:
    """Return a part of a whole in percent, rounded half up."""
    return None if reached is None else rounded(100 * reached)


def counted_day(week: Week, moment: datetime) -> date:
    """Return the day by whose end a week's values are measured: its Wednesday, before that the day at hand."""
    return min(week.wednesday, day_of(moment))


def weeks_left(year: int, after: Week) -> int:
    """Return how many weeks of a programme year are left after a week."""
    return sum(week > after for week in weeks_of_year(year))


def needed_weekly(value: int, target: int, weeks: int) -> Fraction | None:
    """Return what each of so many weeks must bring to reach a target (stored units); None where nothing is to be."""
    return Fraction(target - value, weeks) if target > value and weeks else None


def share(value: int | None, whole: int | None) -> int | None:
    """Return a value as a percentage of a whole, rounded half up; None where there is none."""
    return None if value is None or not whole else half_up(100 * value, whole)


def rounded(number: Fraction) -> int:
    """Return a number as a whole one, rounded half up."""
    return half_up(number.numerator, number.denominator)


def half_up(numerator: int, denominator: int) -> int:
    """Return a quotient of whole numbers, rounded half up."""
    return (2 * numerator + denominator) // (2 * denominator)
