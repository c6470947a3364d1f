"""Typed days understood: figures in every order, names of months and weekdays, «سه روز دیگر»، «پایان سال»."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.language import dates
from bot.language.cleaning import clean
from bot.language.jalali import JalaliDate, jalali, last_day
from bot.language.lexicon import table
from bot.language.reading.outcome import Reason
from bot.language.reading.pieces import TimePiece, pieces
from bot.language.reading.written_days import (
    JALALI_YEARS,
    LONGEST_AWAY,
    in_figures,
    last_of_month,
    near,
    nearest,
    valid,
)
from bot.language.week import SATURDAY, week_of

LONGEST = 60
DAY = dt.timedelta(days=1)
MONTH, YEAR, WEEK = 30, 365, 7


@dataclass(frozen=True, slots=True)
class Dated:
    """The days that a text may mean, likeliest first; `sure`: there is one, and nothing else was said.

    `reason` is what to say of days that are not sure. A `span` has two days, its first and its last.
    """

    days: tuple[dt.date, ...]
    sure: bool
    reason: Reason | None = None
    span: bool = False


Found = Sequence[TimePiece]
Meaning = Callable[[Found, dt.date], tuple[dt.date, ...]]


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


def meaning(found: Found, today: dt.date) -> tuple[dt.date, ...] | None:
    """Return the days of pieces by their pattern; nothing for no such day, None for no pattern."""
    shape = "".join(piece.kind for piece in found)
    for pattern, days in PATTERNS:
        if re.fullmatch(pattern, shape):
            return days(found, today)
    return None


def is_vague(found: Found) -> bool:
    """Return whether pieces name a stretch of days rather than a day."""
    shape = "".join(piece.kind for piece in found)
    return any(re.fullmatch(pattern, shape) for pattern in VAGUE) and not ends_of_time(found)


def ends_of_time(found: Found) -> bool:
    """Return whether «آخر» and «اول» stand before a month or a year, and not before a week."""
    return found[0].kind in "ebo" and not any(piece.kind == "u" and piece.value == WEEK for piece in found)


def weekday_of(day: dt.date) -> int:
    """Return the weekday from Saturday (0)."""
    return (day.weekday() - SATURDAY) % 7


def relative(found: Found, today: dt.date) -> tuple[dt.date, ...]:
    """Return «فردا»."""
    return (today + DAY * found[0].value,)


def figures(found: Found, today: dt.date) -> tuple[dt.date, ...]:
    """Return «۱۴۰۵/۹/۲۰»، «۲۰-۹-۱۴۰۵»، «۱۴۰۵۰۹۲۰»; three numbers apart need a whole year, or a day near."""
    numbers = [piece.text for piece in found if piece.kind in "nod"]
    days = in_figures("/".join(numbers), today)
    apart = "".join(piece.kind for piece in found) == "nnn" and max(map(len, numbers)) < len("1405")
    return tuple(day for day in days if not apart or abs(day - today) <= LONGEST_AWAY)


def of_month(found: Found, today: dt.date) -> tuple[dt.date, ...]:
    """Return «۲۰ آذر»، «۲۰ آذر ۱۴۰۵»، «۲۰ آذر سال آینده»."""
    numbers = [piece for piece in found if piece.kind in "no"]
    month = next(piece.value for piece in found if piece.kind == "m")
    turn = next((piece.kind for piece in found if piece.kind in "txl"), "")
    if turn:
        year = jalali(today).year + {"t": 0, "x": 1, "l": -1}[turn]
        return tuple(valid(str(year), str(month), str(numbers[0].value), today))
    if len(numbers) == 1:
        return nearest(month, numbers[0].value, today)
    first, last = numbers
    orders = ((last, first), (first, last))
    days = [found for year, day in orders for found in valid(year.text, str(month), str(day.value), today)]
    whole = any(len(piece.text) == 4 for piece in numbers)
    close = near(days, today, whole=whole)
    if whole or last.text.startswith("0"):
        return close
    return tuple(day for day in close if abs(day - today) <= LONGEST_AWAY)  # «۱۰ آذر ۱۲» has no year


def of_week(found: Found, today: dt.date) -> tuple[dt.date, ...]:
    """Return «شنبه»، «شنبه آینده»، «شنبه هفته بعد»، «چهارشنبه همین هفته»."""
    weekday = next(piece.value for piece in found if piece.kind == "w")
    this, kinds = week_of(today), "".join(piece.kind for piece in found)
    coming = today + DAY * ((weekday - weekday_of(today)) % 7)
    if "u" in kinds:
        week = this.previous if "l" in kinds else this.next if "x" in kinds else this
        return (week.days[weekday],)
    if "l" in kinds:
        return days_once(this.previous.days[weekday], coming - DAY * 7)
    if "x" in kinds:
        return days_once(coming if coming > today else coming + DAY * 7, this.next.days[weekday])
    return (coming, coming + DAY * 7) if coming == today else (coming,)


def days_once(*days: dt.date) -> tuple[dt.date, ...]:
    """Return days without repetition."""
    return tuple(dict.fromkeys(days))


def away(found: Found, today: dt.date) -> tuple[dt.date, ...]:
    """Return «سه روز دیگر»، «دو هفته بعد»، «سه روز پیش»; months and years go by the calendar."""
    count = next((piece.value for piece in found if piece.kind == "n"), 1)
    length = next(piece.value for piece in found if piece.kind == "u")
    count = -count if found[-1].kind == "l" else count
    if abs(count) * length > LONGEST_AWAY.days:
        return ()
    if length in {MONTH, YEAR}:
        return (months_on(today, count * length // MONTH if length == MONTH else count * 12),)
    return (today + DAY * count * length,)


def months_on(today: dt.date, count: int) -> dt.date:
    """Return the same day of a month so many months on, or the last day of that month."""
    now = jalali(today)
    year, month = divmod(now.year * 12 + now.month - 1 + count, 12)
    end = last_of_month(year, month + 1)
    return JalaliDate(year, month + 1, min(now.day, jalali(end).day)).gregorian


def stretch(found: Found, today: dt.date) -> tuple[dt.date, ...]:
    """Return the working days of «هفته بعد» and «آخر هفته»، the ends of «ماه آینده»، from which one is chosen."""
    length = next(piece.value for piece in found if piece.kind == "u")
    turn = next((piece.kind for piece in found if piece.kind in "txl"), "t")
    step = {"t": 0, "x": 1, "l": -1}[turn]
    week = week_of(today + DAY * 7 * step)
    if length == WEEK:
        return week.days[4:] if found[0].kind == "e" else week.days[:1] if found[0].kind in "bo" else week.days[:5]
    now = months_on(today, step * (12 if length == YEAR else 1))
    year, month = jalali(now).year, jalali(now).month
    first = JalaliDate(year, month if length == MONTH else 1, 1).gregorian
    last = last_of_month(year, month) if length == MONTH else last_day(year)
    return (last,) if found[0].kind == "e" else (first,) if found[0].kind in "bo" else (first, last)


def end_of_month(found: Found, today: dt.date) -> tuple[dt.date, ...]:
    """Return the first or last day of a month by its name, with a year or in the nearest one."""
    month = next(piece.value for piece in found if piece.kind == "m")
    written = next((piece.value for piece in found if piece.kind == "n"), 0)
    if written and written not in JALALI_YEARS:
        return ()
    year = written or next((jalali(day).year for day in nearest(month, 15, today)), jalali(today).year)
    if found[0].kind == "h":
        return (JalaliDate(year, month, 15).gregorian,)
    return (last_of_month(year, month) if found[0].kind == "e" else JalaliDate(year, month, 1).gregorian,)


def occasion(found: Found, today: dt.date) -> tuple[dt.date, ...]:
    """Return the first and the last day of «دهه فجر»، or the day after it."""
    place = next(piece.value for piece in found if piece.kind == "a")
    ends = [list(map(int, end.split("-"))) for end in list(table()["occasion"])[place].split("/")]
    first, last = (nearest(month, day, today) for month, day in ends)
    return tuple(day + DAY for day in last) if found[0].kind == "s" else days_once(*first, *last)


YEAR_WORDS = "(u[txl]|[txl]u)"
PATTERNS: tuple[tuple[str, Meaning], ...] = (
    ("r", relative),
    ("d|n|n-n-n|nnn", figures),
    (f"[no]m|[no]mu?n|nmn|[no]m{YEAR_WORDS}", of_month),
    (f"w|tw|w[txl]|w{YEAR_WORDS}", of_week),
    ("nu[xl]|u[xl]n", away),
    (f"[ebo]u|[ebo]{YEAR_WORDS}|{YEAR_WORDS}", stretch),
    ("[ebh]mu?n?|om", end_of_month),
    ("s?a", occasion),
)
VAGUE = (f"[ebo]u|[ebo]{YEAR_WORDS}", YEAR_WORDS, "hm.*", "s?a")
"""Patterns of stretches of days: which day of them is asked."""
