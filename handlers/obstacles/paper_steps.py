"""Reads number and date of a letter or a decision, as they were tapped or typed. Pure."""

from datetime import date, timedelta

from bot.errors import UserError
from bot.language import dates
from bot.language.catalogue import t
from bot.language.reading.dates import Dated, read_date
from bot.language.reading.outcome import Reason
from bot.said import Choice, Said, Text

LONGEST_NUMBER = 40
OLDEST = timedelta(days=3653)
"""What is older than ten years is a slip."""
HALF_A_YEAR = timedelta(days=183)
"""The last day of a name is the one nearest to half a year ago."""


def read_paper_number(text: str) -> str:
    """Return the number of a letter or decision; raise UserError for one that is too long."""
    return read_words(text, LONGEST_NUMBER)


def read_words(text: str, limit: int) -> str:
    """Return a text in one line; raise UserError where it is longer than a limit, or empty."""
    return read_lines(" ".join(text.split()), limit)


def read_lines(text: str, limit: int) -> str:
    """Return a text with its lines; raise UserError where it is longer than a limit, or empty."""
    words = text.strip()
    if not words or words.startswith("/"):
        raise UserError("obstacle.want_text")
    if len(words) > limit:
        raise UserError("report.too_long", limit=limit, length=len(words))
    return words


def hear_day(said: Said, today: date) -> date | tuple[date, ...] | str | None:
    """Return the day that was tapped or typed, several that may be meant, or the month to look into.

    None is no answer; raises UserError for a day that cannot be.
    """
    match said:
        case Choice("month", (month,)):
            return month
        case Choice("day", (chosen,)):
            day = date.fromisoformat(chosen)
            check_day(day, today)
            return day
        case Text(text=text):
            found = read_day(text, today)
            return found.days[0] if found.sure else found.days
        case _:
            return None


def want(said: Said) -> str:
    """Return what is said to something that is no answer here; a button of before needs no word."""
    if isinstance(said, Choice):
        return ""
    return t("obstacle.want_button" if isinstance(said, Text) else "obstacle.want_text")


def read_day(text: str, today: date) -> Dated:
    """Return the days, none after today, that a text may mean; raise UserError where there is none.

    A date without its year is the last one before today.
    """
    found = read_date(text, today)
    if isinstance(found, Dated) and not found.sure and min(found.days) > today:
        found = read_date(text, today - HALF_A_YEAR)
    if isinstance(found, Reason):
        raise UserError(found.key, **found.values)
    past = tuple(day for day in found.days if day <= today)
    for day in found.days if not past else past[:1]:
        check_day(day, today)
    return Dated(past, found.sure)


def check_day(day: date, today: date) -> None:
    """Refuse a day after today, or very long ago."""
    if day > today:
        raise UserError("obstacle.future_day", day=dates.date(day))
    if today - day > OLDEST:
        raise UserError("obstacle.old_day", day=dates.date(day))
