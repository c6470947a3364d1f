"""A card: a conversation whose pages and questions buttons lead to, in any order; each answer is kept at once. Pure.

Turning pages, the places that buttons are called by, mistakes and typed buttons are the same on every card.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, cast

from bot.conversing.flow import Onward, Step, unheard
from bot.conversing.form import Ask, Fact, Input, Instead, State, View, asked_of, changed, tapped
from bot.conversing.replies import mistaken, no_answer
from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import back, under
from bot.errors import UserError
from bot.said import Choice, Said, Text


@dataclass(frozen=True)
class CardPage(Generic[View]):
    """A place that shows something with buttons of its own; ``wanted``: whether it may be shown."""

    screen: Callable[[View], Screen]
    wanted: Callable[[View], bool] = lambda _view: True


@dataclass(frozen=True)
class CardField(Generic[State, View, Fact]):
    """A place that asks: its words, the way to answer, and what an answer leads to.

    ``beside`` are buttons under it that are no answers, ``ends`` the way out where it has its own.
    """

    words: Callable[[View], str]
    input: Input[View]
    keep: Callable[[View, str], Step[State, Fact]]
    wanted: Callable[[View], bool] = lambda _view: True
    ends: Callable[[View], tuple[Button, ...]] | None = None
    beside: Callable[[View], Rows] = lambda _view: ()


Places = Mapping[str, CardPage[View] | CardField[State, View, Fact]]


@dataclass(frozen=True)
class Card(Generic[State, View, Fact]):
    """The places of a flow by their names: a button without more to it leads to the place that it is called like.

    Where a state stands at none that is wanted, it stands at the first that is. ``own`` is what the card hears beside
    pages and answers; None for what it does not know. ``ends`` are the buttons out of its questions.
    """

    flow: str
    places: Places[View, State, Fact]
    own: Callable[[View, Said, datetime], Step[State, Fact] | None]
    ends: Callable[[View], tuple[Button, ...]]

    def step(self, view: View, said: Said, now: datetime) -> Step[State, Fact]:
        """Take one step; a mistake leaves everything as it was and says what to do."""
        heard = tapped(said, lambda: self.show(view))
        try:
            return self.own(view, heard, now) or self._step(view, heard)
        except UserError as mistake:
            return self.stay(view, mistaken(heard, mistake))

    def _step(self, view: View, said: Said) -> Step[State, Fact]:
        place = self._place(view)
        field = self.places[place]
        match said:
            case Choice("page", (page,)):
                return self.go(view, page=int(page))
            case Choice(name, ()) if name in self.places and self.places[name].wanted(view):
                return self.go(changed(view, page=0) if hasattr(view.state, "page") else view, at=name)
            case Text(forwarded=True):
                return self.stay(view, no_answer(said))
        if isinstance(field, CardField):
            match field.input.hear(Ask(view, place, ""), said):
                case str() as answer:
                    return field.keep(view, answer)
                case Instead() as asked:
                    screen = Screen(asked_of(said, asked, field.words(view)), (*asked.rows, (back("again"),)))
                    return Step(cast("State", view.state), (screen,))
        return unheard(self.stay(view, no_answer(said)))

    def go(self, view: View, *facts: Fact, note: str = "", **changes: str | int) -> Step[State, Fact]:
        """Keep facts and go where the state is another, with all that it needs loaded anew, under a note."""
        return Step(None, facts=facts, onward=Onward(self.flow, vars(changed(view, **changes).state), note))

    def stay(self, view: View, note: str = "") -> Step[State, Fact]:
        """Show where things stand again, under a note."""
        return Step(cast("State", view.state), (self.show(view, note),))

    def show(self, view: View, note: str = "") -> Screen:
        """Return the screen of where things stand."""
        place = self._place(view)
        match self.places[place]:
            case CardPage(screen):
                return under(note, screen(view))
            case CardField() as field:
                rows: Rows = (*field.input.rows(Ask(view, place, "")), *field.beside(view))
                return under(note, Screen(field.words(view), (*rows, (field.ends or self.ends)(view))))

    def _place(self, view: View) -> str:
        at = view.state.at
        if at in self.places and self.places[at].wanted(view):
            return at
        return next(name for name, place in self.places.items() if place.wanted(view))
