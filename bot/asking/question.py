"""A question, understood."""

from dataclasses import dataclass
from typing import Literal

from bot.language.spans import SpanOfDays

HqTopic = Literal[
    "course",
    "provinces",
    "ranking",
    "province",
    "standing",
    "handed",
    "changes",
    "obstacles",
    "pace",
    "shares",
    "states",
    "reasons",
    "lateness",
    "decisions",
    "forecast",
    "compared",
]
"""The course of an axis; its values in all provinces; who is behind; a week of a province; who has (not)
reported; what is new.

How far who is on the pace; a part of its whole; what is said of axes, and why; who is late; what was decided and
whether it is done; whether a target is reached; beside an earlier time.
"""
Topic = HqTopic | Literal["targets", "behind", "sent", "replies"]
"""Of one's own province also: its targets, where it is behind, what it sent to headquarters, and what came back."""


@dataclass(frozen=True)
class Question:
    """What is asked: of which axes, indicators, provinces (ISO codes) and agencies (none: of all), and of when.

    `order` is by amount («most», «least»), by progress («best», «worst»), or nothing, of which only the first ``count``
    are wanted (0: all); `form` is «text», «picture» or «file»; `unread` are words that were not understood.
    """

    topic: Topic
    axes: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    period: SpanOfDays | None = None
    order: str = ""
    unanswered: bool = False
    form: str = "text"
    unread: tuple[str, ...] = ()
    rank: bool = False
    """It asks for the place among the provinces."""
    count: int = 0
    number: int = 0
    """What an obstacle is called by."""
    words: frozenset[str] = frozenset()
    """The kinds of words that it is made of: they tell one question of a topic from another."""
