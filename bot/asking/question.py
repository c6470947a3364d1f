"""A question of headquarters, understood."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Topic = Literal["course", "provinces", "province", "standing", "handed", "changes", "obstacles"]
"""The course of an axis; its values in all provinces; a week of a province; who has (not) reported; what is new."""


@dataclass(frozen=True)
class AskedPeriod:
    """A span of days, both included; `away`: since the asker was last here, whatever its days."""

    start: date
    end: date
    away: bool = False


@dataclass(frozen=True)
class Question:
    """What is asked: of which axes, indicators, provinces (ISO codes) and agencies (none: of all), and of when.

    `order` is «most», «least» or nothing, `form` «text», «picture» or «file»; `unread` are words that were not
    understood.
    """

    topic: Topic
    axes: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    period: AskedPeriod | None = None
    order: str = ""
    unanswered: bool = False
    form: str = "text"
    unread: tuple[str, ...] = ()
