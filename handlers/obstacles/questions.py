"""The questions that both sides are asked about an obstacle, each under its heading. Pure."""

from collections.abc import Callable
from datetime import date

from bot.conversing.answers import FreeText, OneOf
from bot.conversing.day_answers import DayAhead, PastDay
from bot.conversing.form import FormField, View
from bot.language.catalogue import t

LONGEST_NUMBER = 40
LONGEST_WAY = 183
"""Days to a deadline after which it is asked whether the day is meant."""


def paper(
    what: str, today: Callable[[View], date], wanted: Callable[[View], bool] = lambda _view: True
) -> dict[str, FormField[View]]:
    """Return the questions for number and day of a «letter» or a «decision», kept as ``number`` and ``day``."""
    number, day = f"{what}_number", f"{what}_day"
    return {
        number: FormField(lambda _view: t(f"obstacle.ask.{number}"), FreeText(LONGEST_NUMBER), "number", wanted),
        day: FormField(lambda _view: t(f"obstacle.ask.{day}"), PastDay(today), "day", wanted),
    }


def day_ahead(what: str, today: Callable[[View], date]) -> FormField[View]:
    """Return the question until which day something is to be done, kept as ``due``."""
    day = DayAhead(today, "obstacle.past_day", longest=LONGEST_WAY)
    return FormField(lambda _view: t(f"obstacle.ask.{what}"), day, "due")


def sure(move: Callable[[View], str]) -> FormField[View]:
    """Return the question whether an obstacle is to come into the state that ``move`` names."""
    yes = OneOf[View](lambda _view: [(t("common.yes"), "yes")])
    return FormField(lambda view: t(f"obstacle.sure.{move(view)}"), yes, "words")


def words(what: str, limit: int) -> FormField[View]:
    """Return the question for a sentence, kept as ``words``."""
    return FormField(lambda _view: t(f"obstacle.ask.{what}", limit=limit), FreeText(limit), "words")
