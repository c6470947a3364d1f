"""A flow: one conversation as four functions; `step` is pure, the others read and write in the turn's transaction."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Generic, TypeVar

from bot.conversing.screen import Screen
from bot.people.caller import Caller
from bot.said import Said
from storage.transaction import Transaction

State = TypeVar("State")
View = TypeVar("View")
Fact = TypeVar("Fact")
Fact_co = TypeVar("Fact_co", covariant=True)  # what a step leads to is read only


@dataclass(frozen=True)
class Onward:
    """Where a conversation goes on: another flow by its name, entered where ``values`` say that it stands.

    The values are fields of its state; those that are left out are as they are at its beginning. ``note`` stands above
    the first screen.
    """

    flow: str
    values: Mapping[str, str | int] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Step(Generic[State, Fact_co]):
    """What a step leads to. No state: the conversation is over, and the main menu stands again.

    ``in_place``: a single screen takes the place of the live one, as after a tap. ``onward``: another conversation
    takes over once the facts are saved; what it shows takes the place of this one's screens. ``unheard``: what was said
    is no answer here, and the screens say so; words go first to whoever else has a use for them.
    """

    state: State | None
    screens: tuple[Screen, ...] = ()
    facts: tuple[Fact_co, ...] = ()
    toast: str = ""
    in_place: bool = False
    onward: Onward | None = None
    unheard: bool = False


@dataclass(frozen=True)
class Flow(Generic[State, View, Fact]):
    """A conversation by name, for holders of one of ``roles`` (none named: for everybody on the roster).

    States are frozen dataclasses of text and numbers, kept as JSON.
    """

    name: str
    state: type[State]
    load: Callable[[Transaction, Caller, State, Said, datetime], Awaitable[View]]
    step: Callable[[View, Said, datetime], Step[State, Fact]]
    save: Callable[[Transaction, Caller, tuple[Fact, ...], datetime], Awaitable[None]]
    roles: frozenset[str] = frozenset()


def unheard(step: Step[State, Fact]) -> Step[State, Fact]:
    """Return a step in which what was said is no answer."""
    return replace(step, unheard=True)


FLOWS: dict[str, Flow[Any, Any, Any]] = {}
"""Every conversation by its name; `handlers/conversations.py` enters them when doors are registered."""
