"""Typed times of a week understood: «سه‌شنبه ۱۱»، «۱۳:۳۰»، «یازده و نیم»."""

import datetime as dt
import re
from dataclasses import dataclass

from bot.language.cleaning import clean
from bot.language.reading.dates import LONGEST, value_of
from bot.language.reading.tokens import normal, tokens

CLOCK = re.compile(r"(?<![0-9:])([01]?[0-9]|2[0-3])(?::([0-5]?[0-9]))?(?![0-9:])")
NUMBER = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class WeekTime:
    """A day of the week from Saturday (0) on, and a time; None is: not said, or not to be understood."""

    day: int | None
    time: dt.time | None


def read_clock(text: str) -> WeekTime:
    """Return the day and the time that a text names."""
    text = clean(text)[:LONGEST]
    words = [token.word for token in tokens(text) if token.word is not None]
    day, spoken = value_of(words, "weekday"), value_of(words, "number")
    found = CLOCK.findall(normal(text))
    if not found and not NUMBER.search(normal(text)) and spoken is not None and spoken < 24:
        found = [(str(spoken), "")]
    if len(found) != 1:
        return WeekTime(day, None)
    hour, minute = found[0]
    part = next((word.value for word in words if word.kind == "fraction"), 0)
    return WeekTime(day, dt.time(int(hour), int(minute or part * 60)))
