"""Typed hours understood, alone or beside a day: «۱۳:۳۰»، «هشت و نیم صبح»، «سه‌شنبه ۱۱»، «فردا ساعت ۹»."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.cleaning import clean
from bot.language.reading.dates import LONGEST, Dated, read_pieces
from bot.language.reading.day_patterns import Found
from bot.language.reading.outcome import Reason
from bot.language.reading.pieces import TimePiece, pieces

NOON, HOURS, MINUTES = 12, range(24), range(60)
EVENING = frozenset({6, 7, 8, 9, 10, 11, 18, 19, 20, 21, 22, 23})
"""The hours that «شب» leaves no doubt about: «۱۲ شب» and «۲ شب» may be of either day."""
WRITTEN = re.compile(r"([0-9]{1,2})[./]([0-9]{2})")
SAID = ("k[nd](:n|&v|&nq?)?p?", "[nd](:n|&v|&nq?)?p", "n:n", "n&v", "n&nq", "k?v-?n", "kp|p")
"""The patterns of an hour that says that it is one."""
BARE = ("n", "d")
"""The patterns of an hour where nothing else is asked for."""


@dataclass(frozen=True, slots=True)
class WeekTime:
    """A day of the week from Saturday (0) on, and a time; None is: not said, or not to be understood.

    `part` says that the part of the day was said, so that «۳» is no three in the afternoon.
    """

    day: int | None
    time: dt.time | None
    part: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """The days of a text, or the reason why there is none, and its hour, if one was said."""

    days: Dated | Reason
    time: dt.time | None
    part: bool = False


def read_clock(text: str) -> WeekTime:
    """Return the day of the week and the time that a text names; a number that is neither leaves no time."""
    found = pieces(clean(text)[:LONGEST])
    day = next((piece.value for piece in found if piece.kind == "w"), None)
    rest = tuple(piece for piece in found if piece.kind not in "w-f?")
    unread = any(piece.kind == "?" for piece in found)
    hour = None if unread and day is None else hour_of(rest, (*SAID, *BARE))
    return WeekTime(day, hour, part=hour is not None and any(piece.kind == "p" for piece in rest))


def read_moment(text: str, today: dt.date) -> Moment:
    """Return the days and the hour that a text names in one phrase; an hour must be said to be one («ساعت ۹»)."""
    found = pieces(clean(text)[:LONGEST])
    for start, end in hours_in(found):
        hour = hour_of(found[start:end], SAID)
        if hour is not None:
            part = any(piece.kind == "p" for piece in found[start:end])
            return Moment(read_pieces((*found[:start], *found[end:]), today), hour, part)
    return Moment(read_pieces(found, today), None)


def hours_in(found: Found) -> Iterator[tuple[int, int]]:
    """Yield where hours may stand among pieces, those that say it most plainly and the longest first."""
    shape = "".join(piece.kind for piece in found)
    for pattern in SAID:
        for match in re.finditer(pattern, shape):
            yield match.span()


def hour_of(found: Found, patterns: tuple[str, ...]) -> dt.time | None:
    """Return the time that pieces are, None where they are none."""
    shape = "".join(piece.kind for piece in found)
    if not any(re.fullmatch(pattern, shape) for pattern in patterns):
        return None
    numbers = [minutes for piece in found if (minutes := as_hour(piece)) is not None]
    if len(numbers) < sum(piece.kind in "nd" for piece in found):
        return None
    part = next((piece for piece in found if piece.kind == "p"), None)
    fraction = next((piece.value for piece in found if piece.kind == "v"), 0)
    before = shape.lstrip("k").startswith("v")
    hour, minute = numbers[0] if numbers else (NOON if part and part.text == "noon" else -1, 0)
    minute += (numbers[1][0] if len(numbers) > 1 else 0) + (-fraction if before else fraction)
    return at(hour, minute, part)


def as_hour(piece: TimePiece) -> tuple[int, int] | None:
    """Return the hour and minute of a number, or of «۱۳.۳۰»; None for other pieces."""
    if piece.kind == "n":
        return piece.value, 0
    written = WRITTEN.fullmatch(piece.text) if piece.kind == "d" else None
    return (int(written[1]), int(written[2])) if written else None


def at(hour: int, minute: int, part: TimePiece | None) -> dt.time | None:
    """Return a time of the day's clock, None where there is no such one."""
    if part is not None and part.text == "night" and hour not in EVENING:
        return None
    if part is not None and part.value == NOON and 0 < hour < NOON and not (part.text == "noon" and hour == NOON - 1):
        hour += NOON
    whole = hour * 60 + minute
    if hour not in HOURS or not 0 <= whole < len(HOURS) * len(MINUTES) or minute >= len(MINUTES):
        return None
    return dt.time(*divmod(whole, 60))
