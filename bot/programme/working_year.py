"""How much of a programme year is over, in working days of the national calendar. Pure."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType

from bot.language.jalali import days_in_year, first_day, jalali
from bot.programme.calendar import Calendar

Months = Sequence[int]
"""What each month of a year is to bring of a target, the first of Farvardin; any twelve numbers of one measure."""


@dataclass(frozen=True)
class WorkingYear:
    """The working days of a Jalali year, in order."""

    days: tuple[date, ...]

    def expected_part(self, day: date, months: Months = ()) -> Fraction:
        """Return which part of a yearly target, 0 to 1, is to be reached by the end of a day.

        It grows evenly from working day to working day; with a plan by month, evenly within each month.
        """
        if not sum(months):
            return _passed(self.days, day)
        parts = (Fraction(month) * _passed(days, day) for month, days in zip(months, self._by_month, strict=True))
        return sum(parts, Fraction(0)) / sum(months)

    @cached_property
    def _by_month(self) -> tuple[tuple[date, ...], ...]:
        return tuple(tuple(day for day in self.days if jalali(day).month == month) for month in range(1, 13))


@dataclass(frozen=True)
class ExpectedParts:
    """Which part of the target of each indicator is to be reached by a day; ``planned`` are those with a plan."""

    even: Fraction = Fraction(0)
    planned: Mapping[str, Fraction] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, indicator: str) -> Fraction:
        """Return the part of an indicator's target."""
        return self.planned.get(indicator, self.even)


def working_year(calendar: Calendar, year: int) -> WorkingYear:
    """Return the working days of a Jalali year at headquarters: holidays and national closures are none."""
    days = (first_day(year) + timedelta(days=number) for number in range(days_in_year(year)))
    return WorkingYear(tuple(day for day in days if calendar.is_working(day)))


def expected_parts(year: WorkingYear, plans: Mapping[str, Months], day: date) -> ExpectedParts:
    """Return what is to be expected by the end of a day; ``plans`` are by indicator."""
    planned = {indicator: year.expected_part(day, months) for indicator, months in plans.items()}
    return ExpectedParts(year.expected_part(day), planned)


def _passed(days: Sequence[date], day: date) -> Fraction:
    return Fraction(bisect_right(days, day), len(days)) if days else Fraction(0)
