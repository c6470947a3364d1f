"""The date picker of a chat: buttons for the days of this and next week, then for months and their days."""

import datetime as dt
from dataclasses import dataclass

from bot.language import dates, letters
from bot.language.catalogue import t
from bot.language.jalali import JalaliDate, days_in_month, jalali
from bot.language.week import week_of

DAYS_IN_A_ROW = 2
NUMBERS_IN_A_ROW = 5
MONTHS = 3
PAST_DAYS = 6


@dataclass(frozen=True, slots=True)
class Pick:
    """A button: its label and what it chooses, a day (`2026-11-25`) or a month (`1405-09`)."""

    label: str
    choice: str


Rows = tuple[tuple[Pick, ...], ...]


def pick_day(today: dt.date) -> Rows:
    """Return the days from today to the end of next week, and this and the next two months."""
    week = week_of(today)
    days = [day for day in (*week.days, *week.next.days) if day >= today]
    picks = [Pick(label(day), day.isoformat()) for day in days]
    return (*rows(picks, DAYS_IN_A_ROW), *rows(months(today), MONTHS))


def pick_day_of_month(choice: str, today: dt.date) -> Rows:
    """Return the days of a chosen month that are not over, as numbers."""
    year, month = map(int, choice.split("-"))
    numbers = range(1, days_in_month(year, month) + 1)
    days = [JalaliDate(year, month, number).gregorian for number in numbers]
    picks = [Pick(letters.persian_digits(str(jalali(day).day)), day.isoformat()) for day in days if day >= today]
    return rows(picks, NUMBERS_IN_A_ROW)


def months(today: dt.date) -> list[Pick]:
    """Return this month and the next two."""
    now = jalali(today)
    found = (divmod(now.year * 12 + now.month - 1 + later, 12) for later in range(MONTHS))
    return [Pick(dates.month_name(month + 1), f"{year:04}-{month + 1:02}") for year, month in found]


def label(day: dt.date) -> str:
    """Return «چهارشنبه ۴»."""
    return t("date.pick.day", weekday=dates.weekday(day), day=jalali(day).day)


def rows(picks: list[Pick], width: int) -> Rows:
    """Return buttons in rows of a width."""
    return tuple(tuple(picks[start : start + width]) for start in range(0, len(picks), width))


def pick_past_day(today: dt.date) -> Rows:
    """Return today and the five days before it, and this and the two months before: when something was written."""
    days = [today - dt.timedelta(days=ago) for ago in range(PAST_DAYS)]
    picks = [Pick(label(day), day.isoformat()) for day in days]
    return (*rows(picks, DAYS_IN_A_ROW), *rows(past_months(today), MONTHS))


def pick_past_day_of_month(choice: str, today: dt.date) -> Rows:
    """Return the days of a chosen month up to today, as numbers."""
    year, month = map(int, choice.split("-"))
    days = (JalaliDate(year, month, number).gregorian for number in range(1, days_in_month(year, month) + 1))
    picks = [Pick(letters.persian_digits(str(jalali(day).day)), day.isoformat()) for day in days if day <= today]
    return rows(picks, NUMBERS_IN_A_ROW)


def past_months(today: dt.date) -> list[Pick]:
    """Return this month and the two before it."""
    now = jalali(today)
    found = (divmod(now.year * 12 + now.month - 1 - ago, 12) for ago in range(MONTHS))
    return [Pick(dates.month_name(month + 1), f"{year:04}-{month + 1:02}") for year, month in found]
