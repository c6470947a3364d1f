"""Days that stand in figures, with or without a year: every order that makes a day of the calendar."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from bot.language.jalali import JalaliDate, days_in_month, jalali

JALALI_YEARS = range(1300, 1500)
GREGORIAN_YEARS = range(1900, 2100)
LONGEST_AWAY = dt.timedelta(days=370)
WHOLE_YEAR, WHOLE_DATE = 4, 8


def in_figures(text: str, today: dt.date) -> tuple[dt.date, ...]:
    """Return the days that figures with separators may mean, likeliest first; nothing for none."""
    parts = re.split(r"\D+", text)
    if len(parts) == 1 and len(text) == WHOLE_DATE:
        parts = [text[:4], text[4:6], text[6:]]
    match parts:
        case [first, second, third]:
            days = chain(
                valid(first, second, third, today),
                valid(third, second, first, today),
                valid(third, first, second, today) if third.startswith("20") else (),
            )
            return near(days, today, whole=any(len(part) == WHOLE_YEAR for part in parts))
        case [first, second] if min(len(first), len(second)) > 0 and max(len(first), len(second)) < WHOLE_YEAR:
            orders = ((int(first), int(second)), (int(second), int(first)))
            return tuple(dict.fromkeys(found for day, month in orders for found in nearest(month, day, today)))
        case _:
            return ()


def near(days: Iterable[dt.date], today: dt.date, *, whole: bool) -> tuple[dt.date, ...]:
    """Return days once each; of two figures for a year none is far ahead, and long ago only where none is near."""
    found = tuple(day for day in dict.fromkeys(days) if whole or day - today <= LONGEST_AWAY)
    close = tuple(day for day in found if abs(day - today) <= LONGEST_AWAY)
    return found if whole or not close else close


def valid(year: str, month: str, day: str, today: dt.date) -> Iterator[dt.date]:
    """Yield the day of a written year, month and day, if there is such a day."""
    if len(day) > 2 or len(month) > 2:
        return
    for number in years(year, today):
        try:
            if number in GREGORIAN_YEARS:
                yield dt.date(number, int(month), int(day))
            else:
                yield JalaliDate(number, int(month), int(day)).gregorian
        except ValueError:
            continue


def years(year: str, today: dt.date) -> Iterable[int]:
    """Return the year that four figures mean, or that two figures mean nearest to today."""
    if len(year) == WHOLE_YEAR:
        return [int(year)] if int(year) in JALALI_YEARS or int(year) in GREGORIAN_YEARS else []
    if len(year) != 2:
        return []
    now = jalali(today).year
    return [min((1300 + int(year), 1400 + int(year)), key=lambda number: abs(number - now))]


def nearest(month: int, day: int, today: dt.date) -> tuple[dt.date, ...]:
    """Return the day of a month without a year that is nearest to today, nothing where none is near."""
    now = jalali(today).year
    around = [found for year in (now - 1, now, now + 1) for found in valid(str(year), str(month), str(day), today)]
    close = sorted(around, key=lambda found: abs(found - today))[:1]
    return tuple(found for found in close if abs(found - today) <= LONGEST_AWAY)


def last_of_month(year: int, month: int) -> dt.date:
    """Return the last day of a month."""
    return JalaliDate(year, month, days_in_month(year, month)).gregorian
