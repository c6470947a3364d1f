"""The questions that both sides are asked about an obstacle, each under its heading. Pure."""

from collections.abc import Callable
from datetime import date

from bot.conversing.answers import FreeText, OneOf
from bot.conversing.day_answers import PastDay
from bot.conversing.form import FormField, View
from bot.language.catalogue import t

LONGEST_NUMBER = 40


def paper(what: str, today: Callable[[View], date]) -> dict[str, FormField[View]]:
    """Return the questions for number and day of a «letter» or a «decision», kept as ``number`` and ``day``."""
    return {
        f"{what}_number": FormField(lambda _view: t(f"obstacle.ask.{what}_number"), FreeText(LONGEST_NUMBER), "number"),
        f"{what}_day": FormField(lambda _view: t(f"obstacle.ask.{what}_day"), PastDay(today), "day"),
    }


def sure(move: Callable[[View], str]) -> FormField[View]:
    """Return the question whether an obstacle is to come into the state that ``move`` names."""
    yes = OneOf[View](lambda _view: [(t("common.yes"), "yes")])
    return FormField(lambda view: t(f"obstacle.sure.{move(view)}"), yes, "words")


def words(what: str, limit: int) -> FormField[View]:
    """Return the question for a sentence, kept as ``words``."""
    return FormField(lambda _view: t(f"obstacle.ask.{what}", limit=limit), FreeText(limit), "words")
