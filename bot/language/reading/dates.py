"""Typed days understood: figures in every order, names of months and weekdays, «سه روز دیگر»، «پایان سال»."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from bot.language import dates
from bot.language.cleaning import clean
from bot.language.reading.day_patterns import DAY, Found, is_vague, meaning, weekday_of
from bot.language.reading.outcome import Reason
from bot.language.reading.pieces import pieces

LONGEST = 60


@dataclass(frozen=True, slots=True)
class Dated:
    """The days that a text may mean, likeliest first; `sure`: there is one, and nothing else was said.

    `reason` is what to say of days that are not sure. A `span` has two days, its first and its last.
    """

    days: tuple[dt.date, ...]
    sure: bool
    reason: Reason | None = None
    span: bool = False


def read_date(text: str, today: dt.date) -> Dated | Reason:
    """Return the days that a text may mean, or the reason to say why it is no day.

    Every number and every word is used up, or the day is not sure. A day without its year is the nearest to `today`,
    never further than 370 days. An hour is no day: `read_moment` reads both.
    """
    return read_pieces(pieces(clean(text)[:LONGEST]), today)


def read_pieces(found: Found, today: dt.date) -> Dated | Reason:
    """Return the days that pieces of a text mean, as `read_date` does."""
    whole = read_plain(found, today)
    if isinstance(whole, Dated):
        return whole
    if (span := read_span(found, today)) is not None:
        return span
    if any(piece.kind == "p" for piece in found):  # «فردا صبح»
        return read_pieces(tuple(piece for piece in found if piece.kind != "p"), today)
    kept = tuple(piece for piece in found if piece.kind not in "?!")
    if len(kept) < len(found) and isinstance(rest := read_plain(kept, today), Dated):
        unread = " ".join(piece.text for piece in found if piece.kind in "?!")
        return replace(rest, sure=False, reason=rest.reason or Reason("date.asked.unread", {"words": unread}))
    return whole


def read_plain(found: Found, today: dt.date) -> Dated | Reason:
    """Return the days of pieces that are one day and nothing else; a weekday before or behind it must fit."""
    while found and found[0].kind in {"-", "f"}:
        found = found[1:]
    for weekday, rest in ((None, found), *weekdays(found)):
        days = meaning(rest, today)
        if days is None:
            continue
        if not days:
            return Reason("date.refused.no_day")
        return fitting(days, weekday, asked=is_vague(rest))
    numbers = sum(piece.kind in "nod" for piece in found)
    parts = sum(len(re.split(r"\D+", piece.text)) for piece in found if piece.kind == "d")
    return Reason("date.refused.no_day" if 2 <= numbers + parts <= 3 else "date.refused.no_date")


def weekdays(found: Found) -> list[tuple[int, Found]]:
    """Return the weekday before a day, or behind it, with the rest."""
    if len(found) < 2:
        return []
    ends = ((found[0], found[1:]), (found[-1], found[:-1]))
    return [(piece.value, rest) for piece, rest in ends if piece.kind == "w"]


def fitting(days: tuple[dt.date, ...], weekday: int | None, *, asked: bool) -> Dated:
    """Return days as they were read; one that is not the weekday that was said is asked beside the near day that is."""
    fits = tuple(day for day in days if weekday is None or weekday_of(day) == weekday)
    if fits:
        return Dated(fits, sure=len(fits) == 1 and not asked)
    around = [day + DAY * away for day in days for away in (-1, 1, -2, 2, -3, 3)]
    meant = [day for day in around if weekday_of(day) == weekday]
    said = {"day": dates.date(days[0]), "weekday": dates.weekday_name(weekday or 0)}
    return Dated((*days, *meant[:1]), sure=False, reason=Reason("date.asked.weekday", said))


def read_span(found: Found, today: dt.date) -> Dated | None:
    """Return the first and the last day of «از … تا …»، or both days of «… و …»، None for no such thing."""
    for place, piece in enumerate(found):
        if piece.kind not in "-&" or not 0 < place < len(found) - 1:
            continue
        first, last = found[:place], found[place + 1 :]
        month = next((each for each in last if each.kind == "m"), None)
        if month is not None and first[-1].kind in "no" and not any(each.kind == "m" for each in first):
            first = (*first, month)
        begun, ended = read_plain(first, today), read_plain(last, today)
        if isinstance(begun, Dated) and isinstance(ended, Dated):
            days = tuple(dict.fromkeys((*begun.days[:1], *ended.days[:1])))
            return Dated(days, sure=False, span=piece.kind == "-" and begun.days[0] < ended.days[0])
    return None
