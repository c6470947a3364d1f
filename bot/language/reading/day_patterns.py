"""The patterns in which a day is said, by the kinds of its pieces, and the days that each means. Pure."""

import datetime as dt
import re
from collections.abc import Callable, Sequence

from bot.language.jalali import JalaliDate, jalali, last_day
from bot.language.lexicon import table
from bot.language.reading.pieces import TimePiece
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

DAY = dt.timedelta(days=1)
MONTH, YEAR, WEEK = 30, 365, 7

Found = Sequence[TimePiece]
Meaning = Callable[[Found, dt.date], tuple[dt.date, ...]]


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
