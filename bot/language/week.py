"""The week of reports: from Saturday to Friday, named by its Wednesday, keyed by its Saturday."""

import datetime as dt
from dataclasses import dataclass

from bot.language.jalali import day_of_year, days_in_month, first_day, jalali

SATURDAY = 5  # of datetime.date.weekday()
WEDNESDAY_OF_WEEK = dt.timedelta(days=4)
WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """A week, by the Gregorian date of its Saturday."""

    saturday: dt.date

    def __post_init__(self) -> None:
        """Refuse a key that is not a Saturday."""
        if self.saturday.weekday() != SATURDAY:
            raise ValueError(f"{self.saturday} is not a Saturday")

    @property
    def key(self) -> str:
        """Return the key as it is stored: `2026-11-21`."""
        return self.saturday.isoformat()

    @property
    def wednesday(self) -> dt.date:
        """Return the day that names the week."""
        return self.saturday + WEDNESDAY_OF_WEEK

    @property
    def days(self) -> tuple[dt.date, ...]:
        """Return Saturday to Friday."""
        return tuple(self.saturday + dt.timedelta(days=day) for day in range(7))

    @property
    def year(self) -> int:
        """Return the Jalali year that the week belongs to: that of its Wednesday."""
        return jalali(self.wednesday).year

    @property
    def month(self) -> int:
        """Return the Jalali month of its Wednesday."""
        return jalali(self.wednesday).month

    @property
    def number(self) -> int:
        """Return the number of the week in its Jalali year, from 1."""
        return (day_of_year(self.wednesday) - 1) // 7 + 1

    @property
    def last_of_month(self) -> bool:
        """Return whether its Wednesday is the last of the Jalali month, when monthly axes are asked."""
        wednesday = jalali(self.wednesday)
        return wednesday.day + 7 > days_in_month(wednesday.year, wednesday.month)

    @property
    def next(self) -> "Week":
        """Return the week after."""
        return Week(self.saturday + WEEK)

    @property
    def previous(self) -> "Week":
        """Return the week before."""
        return Week(self.saturday - WEEK)


def week_of(day: dt.date) -> Week:
    """Return the week that a day lies in."""
    return Week(day - dt.timedelta(days=(day.weekday() - SATURDAY) % 7))


def week_from_key(key: str) -> Week:
    """Return the week of a stored key; raise ValueError for another text."""
    return Week(dt.date.fromisoformat(key))


def weeks_of_year(year: int) -> tuple[Week, ...]:
    """Return the weeks that belong to a Jalali year, in order."""
    week = week_of(first_day(year))
    weeks = [week] if week.year == year else []
    while (week := week.next).year == year:
        weeks.append(week)
    return tuple(weeks)
