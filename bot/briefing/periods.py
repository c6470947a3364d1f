"""The months and quarters of the Jalali year that headquarters is told of when they are over. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.language import dates
from bot.language.catalogue import t
from bot.language.jalali import JalaliDate, jalali
from bot.language.week import Week, weeks_of_year

MONTH, QUARTER = 1, 3
"""Months of a period."""
NAMED = re.compile(r"(1[34]\d\d-(?:0[1-9]|1[0-2]))/([13])")


@dataclass(frozen=True)
class Period:
    """So many whole months of a Jalali year, from the first of one."""

    year: int
    month: int
    months: int

    @property
    def kind(self) -> str:
        """Return «month» or «quarter»."""
        return "month" if self.months == MONTH else "quarter"

    @property
    def key(self) -> str:
        """Return how the ledger calls it: `1405-07` by its first month."""
        return f"{self.year:04}-{self.month:02}"

    @property
    def title(self) -> str:
        """Return «آبان ۱۴۰۵» or «سه‌ماههٔ سوم ۱۴۰۵»."""
        first = JalaliDate(self.year, self.month, 1).gregorian
        return dates.month_and_year(first) if self.months == MONTH else dates.quarter_label(first)

    @property
    def heading(self) -> str:
        """Return what its report is called."""
        return t(f"period.title.{self.kind}", title=self.title)

    @property
    def weeks(self) -> tuple[Week, ...]:
        """Return the weeks whose Wednesday lies in it."""
        months = range(self.month, self.month + self.months)
        return tuple(week for week in weeks_of_year(self.year) if week.month in months)


def period_before(day: date, months: int) -> Period:
    """Return the last whole month or quarter that was over before a day."""
    now = jalali(day)
    first = (now.month - 1) // months * months + 1 - months
    return Period(now.year, first, months) if first > 0 else Period(now.year - 1, first + 12, months)


def read_period(key: str, months: int) -> Period:
    """Return the period of a ledger's key; raises ValueError for another text."""
    year, month = key.split("-")
    return Period(int(year), int(month), months)


def find_period(text: str) -> Period | None:
    """Return the period that a button names, `1405-07/3`; None for another text."""
    found = NAMED.fullmatch(text)
    return read_period(found[1], int(found[2])) if found else None


def first_day_after(period: Period) -> date:
    """Return the day after a period's last."""
    month = period.month + period.months
    over = JalaliDate(period.year, month, 1) if month <= 12 else JalaliDate(period.year + 1, 1, 1)
    return over.gregorian


def span(period: Period) -> tuple[date, date]:
    """Return the first and the last day of a period."""
    return JalaliDate(period.year, period.month, 1).gregorian, first_day_after(period) - timedelta(days=1)
