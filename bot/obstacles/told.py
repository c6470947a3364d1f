"""What one sentence tells of an obstacle: what is asked for, by which letter, and whose help is wanted. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from bot.conversing.day_answers import read_past_days
from bot.errors import UserError
from bot.language.folding import squeeze
from bot.language.lexicon import table
from bot.obstacles.rules import LEVELS

AROUND = re.compile(r"^[\W_]+|[\W_]+$")
LONGEST_DAY = 5
"""Words of a date."""


@dataclass(frozen=True)
class ToldLetter:
    """A letter that was named: its number, its day (ISO, '' where it was not said or is unsure), words that it took."""

    number: str
    day: str
    words: int


@dataclass(frozen=True)
class ToldObstacle:
    """What is asked for, without the letter where that stands apart; ``level`` is '' where none is named."""

    request: str
    letter: ToldLetter | None = None
    level: str = ""


def read_told(text: str, today: date) -> ToldObstacle:
    """Return what a sentence tells of an obstacle."""
    words, level = text.split(), _level(text)
    for place, word in enumerate(words):
        after = place + 1
        letter = _read_paper(words[after:], today) if _bare(word) in _words("letter") else None
        if letter:
            before = place - (1 if place and _bare(words[place - 1]) in _words("by") else 0)
            parts = [AROUND.sub("", " ".join(part)) for part in (words[:before], words[after + letter.words :])]
            apart = letter.day and "" in parts  # in the middle of a sentence it belongs to it
            return ToldObstacle("".join(parts) if apart and any(parts) else text, letter, level)
    return ToldObstacle(text, level=level)


def read_letter(text: str, today: date) -> ToldLetter | None:
    """Return the letter that a text is, with its number and day; None for anything else."""
    words = text.split()
    skip = 1 if words and _bare(words[0]) in _words("letter") else 0
    found = _read_paper(words[skip:], today)
    return found if found and found.day and skip + found.words == len(words) else None


def _read_paper(words: Sequence[str], today: date) -> ToldLetter | None:
    at = 0
    while at < len(words) and _bare(words[at]) in _words("number"):
        at += 1
    if at == len(words) or not any(map(str.isdecimal, words[at])):
        return None
    number = AROUND.sub("", words[at])
    begin = end = at + 1
    while end < len(words) and _bare(words[end]) in _words("dated"):
        end += 1
    for count in range(LONGEST_DAY, 0, -1) if end > begin else ():
        phrase = words[end : end + count]
        if day := _read_day(AROUND.sub("", " ".join(phrase)), today):
            return ToldLetter(number, day, end + len(phrase))
    return ToldLetter(number, "", begin)


def _read_day(text: str, today: date) -> str:
    try:
        found = read_past_days(text, today)
    except UserError:
        return ""
    return found.days[0].isoformat() if found.sure else ""


def _level(text: str) -> str:
    said = squeeze(text)
    named = (level for level in LEVELS if any(word in said for word in _words(level)))
    return next(named, "")


def _bare(word: str) -> str:
    return squeeze(AROUND.sub("", word))


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(map(squeeze, table()["obstacle"][kind]))
