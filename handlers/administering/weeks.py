"""Lets an admin choose the week from which a change holds. Pure."""

from collections.abc import Callable
from typing import TypeVar

from bot.conversing.answers import OneOf
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import Week
from handlers.administering.room import Go, RoomPlace, RoomView, go

View = TypeVar("View", bound=RoomView)
Fact = TypeVar("Fact")
WEEKS = 8
"""How many weeks ahead a change may begin."""


def place_of_weeks(
    first: Callable[[View], Week], becomes: Callable[[View, str], Go[Fact] | None], home: str
) -> RoomPlace[View, Fact]:
    """Return the place that asks for one of the weeks that have not begun; its answer is the key of the week."""
    return RoomPlace(
        lambda _view: t("admin_schedule.ask.week"),
        OneOf(lambda view: [(_label(week), week.key) for week in weeks_from(first(view))], 2),
        becomes,
        back=go(home, page=0),
        called="week",
    )


def weeks_from(first: Week) -> list[Week]:
    """Return the weeks that a change may begin with."""
    weeks = [first]
    while len(weeks) < WEEKS:
        weeks.append(weeks[-1].next)
    return weeks


def _label(week: Week) -> str:
    return t("admin_schedule.button.week", day=dates.day_and_month(week.wednesday))
