"""The ways of a room of administering: between its places, and to the tap that makes or drops its changes. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Never, TypeVar

from bot.administering.edits import DropEdits, MakeChange
from bot.conversing.flow import Onward, Step
from bot.conversing.screen import Button, Rows, Screen
from bot.language.catalogue import t
from bot.said import Choice, Said, Stale

Fact = TypeVar("Fact")
Ended = Step[Any, DropEdits | MakeChange]


def back_row() -> Rows:
    """Return the row that leads back."""
    return ((Button(t("common.back"), "back"),),)


@dataclass(frozen=True)
class Ways:
    """The ways of the room whose conversation is ``flow``, whose changes are of a ``kind``, and which is shown so.

    A view has a ``state`` (with ``at``, ``page`` and ``note``), the ``draft`` that waits, and the ``problem`` with it.
    """

    flow: str
    kind: str
    show: Callable[[Any, str], Screen]

    def stay(self, view: Any, note: str = "") -> Step[Any, Never]:
        """Show where it stands again."""
        return Step(view.state, (self.show(view, note),))

    def to(self, view: Any, place: str, note: str = "", **changes: str | int) -> Step[Any, Never]:
        """Go to a place of what is loaded already."""
        return self.stay(view.at(place, **changes), note)

    def anew(self, view: Any, place: str, *facts: Fact, note: str = "", **changes: str | int) -> Step[Any, Fact]:
        """Go to a place for which other things must be loaded."""
        return Step(
            None, facts=facts, onward=Onward(self.flow, vars(replace(view.state, at=place, note=note, **changes)))
        )

    def begin(self, view: Any, said: Said) -> Step[Any, Never] | None:
        """Take what is alike in every place: coming in, an old button, a page, the way to what waits; else None."""
        match said:
            case Choice("enter"):
                return self.stay(replace(view, state=replace(view.state, note="")), view.state.note)
            case Stale():
                return self.stay(view)
            case Choice("page", (page,)) if page.isdecimal():
                return self.to(view, view.state.at, page=int(page))
            case Choice("review") if view.draft:
                return self.anew(view, "review", page=0)
        return None

    def review(
        self, view: Any, said: Choice, there: str, made: str = "", **after: str | int
    ) -> Step[Any, DropEdits | MakeChange]:
        """Make or drop what waits; ``there`` is where it was looked at from, ``made`` where one goes then."""
        match said:
            case Choice("confirm") if view.draft and not view.problem:
                done = t("admin.done", count=len(view.draft))
                return self.anew(view, made or there, MakeChange(self.kind, view.draft), note=done, page=0, **after)
            case Choice("drop") if view.draft:
                return self.anew(view, there, DropEdits(self.kind), note=t("admin.dropped"), page=0)
            case Choice("back"):
                return self.anew(view, there, page=0)
        return self.stay(view) if view.draft else self.anew(view, there, page=0)
