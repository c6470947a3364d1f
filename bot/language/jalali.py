"""The Jalali calendar: the one module that knows jdatetime."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import jdatetime

MONTHS_OF_31 = 6
ESFAND = 12


@dataclass(frozen=True, slots=True, order=True)
class JalaliDate:
    """A day of the Jalali calendar; it may be asked for its Gregorian date."""

    year: int
    month: int
    day: int

    @property
    def gregorian(self) -> dt.date:
        """Return the same day in the Gregorian calendar; raise ValueError when there is no such day."""
        return jdatetime.date(self.year, self.month, self.day).togregorian()  # type: ignore[no-any-return]


@lru_cache(1_000)
def jalali(day: dt.date) -> JalaliDate:
    """Return a Gregorian day in the Jalali calendar; the days at hand are asked for many times a turn."""
    found = jdatetime.date.fromgregorian(date=day)
    return JalaliDate(found.year, found.month, found.day)


def is_leap(year: int) -> bool:
    """Return whether the Esfand of a year has 30 days."""
    return bool(jdatetime.date(year, 1, 1).isleap())


def days_in_month(year: int, month: int) -> int:
    """Return 31, 30 or 29."""
    if month <= MONTHS_OF_31:
        return 31
    return 30 if month < ESFAND or is_leap(year) else 29


def days_in_year(year: int) -> int:
    """Return 365 or 366."""
    return 366 if is_leap(year) else 365


def first_day(year: int) -> dt.date:
    """Return 1 Farvardin of a year."""
    return JalaliDate(year, 1, 1).gregorian


def last_day(year: int) -> dt.date:
    """Return the last day of a year, 29 or 30 Esfand."""
    return JalaliDate(year, ESFAND, days_in_month(year, ESFAND)).gregorian


def day_of_year(day: dt.date) -> int:
    """Return which day of its Jalali year a day is, from 1."""
    return (day - first_day(jalali(day).year)).days + 1


def elapsed_days(year: int, day: dt.date) -> int:
    """Return how many days of a Jalali year are over at the end of `day`: 0 before it, all after it."""
    return max(0, min(days_in_year(year), (day - first_day(year)).days + 1))


def quarter(day: dt.date) -> int:
    """Return the quarter of the Jalali year, 1 to 4."""
    return (jalali(day).month - 1) // 3 + 1
