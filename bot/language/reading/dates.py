"""Typed dates understood: y/m/d and d/m/y, month names, «فردا»; to be echoed with the weekday."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.language.cleaning import clean
from bot.language.jalali import JalaliDate, jalali
from bot.language.lexicon import Word
from bot.language.reading.outcome import Reason
from bot.language.reading.tokens import normal, tokens
from bot.language.week import SATURDAY

LONGEST = 60
FIGURES = re.compile(r"[0-9]+")
JALALI_YEARS = range(1300, 1500)
GREGORIAN_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class Dated:
    """The days that a text may mean, likeliest first; `sure` says that there is one, wholly written."""

    days: tuple[dt.date, ...]
    sure: bool


def read_date(text: str, today: dt.date) -> Dated | Reason:
    """Return the days that a text may mean, or the reason to say why it is no date.

    A date without its year is the nearest to `today`; two figures for a year are never sure.
    """
    text = clean(text)[:LONGEST]
    words = [token.word for token in tokens(text) if token.word is not None]
    relative = value_of(words, "relative_day")
    if relative is not None:
        return Dated((today + dt.timedelta(days=relative),), sure=True)
    numbers = FIGURES.findall(normal(text))
    found = tuple(dict.fromkeys(days(numbers, value_of(words, "month"), today)))
    weekday = value_of(words, "weekday")
    fitting = tuple(day for day in found if weekday in {None, (day.weekday() - SATURDAY) % 7})
    if not found:
        return Reason("date.refused.no_day" if 2 <= len(numbers) <= 3 else "date.refused.no_date")
    whole = any(len(number) == 4 for number in numbers)
    return Dated(fitting or found, sure=whole and len(found) == 1 and bool(fitting))


def value_of(words: Iterable[Word], kind: str) -> int | None:
    """Return the value of the first word of a kind."""
    return next((int(word.value) for word in words if word.kind == kind), None)


def days(numbers: list[str], month: int | None, today: dt.date) -> Iterator[dt.date]:
    """Yield the days that figures, and a month's name, may mean."""
    match numbers, month:
        case [year, number, day], None:
            yield from valid(year, number, day, today)
            yield from valid(day, number, year, today)
        case [day, year], int():
            yield from valid(year, str(month), day, today)
            yield from valid(day, str(month), year, today)
        case [day], int():
            yield from nearest(month, int(day), today)


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
    if len(year) == 4:
        return [int(year)] if int(year) in JALALI_YEARS or int(year) in GREGORIAN_YEARS else []
    if len(year) != 2:
        return []
    now = jalali(today).year
    return [min((1300 + int(year), 1400 + int(year)), key=lambda number: abs(number - now))]


def nearest(month: int, day: int, today: dt.date) -> Iterator[dt.date]:
    """Yield the day of a month without a year that is nearest to today."""
    now = jalali(today).year
    around = [found for year in (now - 1, now, now + 1) for found in valid(str(year), str(month), str(day), today)]
    yield from sorted(around, key=lambda found: abs(found - today))[:1]
