"""A form: a conversation that asks one thing after another, as a table of questions over one engine. Pure.

Going back, giving up, the preview, the tap that confirms, mistakes and typed buttons are the same in every form; what a
room shows besides its questions hears typed buttons, and what is no answer, by `tapped` and `no_answer`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar, Generic, Protocol, TypeVar, cast

from bot.conversing.flow import Onward, Step, unheard
from bot.conversing.replies import mistaken, no_answer, quoted
from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import noted
from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.folding import squeeze
from bot.language.lexicon import table
from bot.said import Choice, Said, Text

PREVIEW = "preview"
"""The place after the last question."""


class Stands(Protocol):
    """A state: a frozen dataclass of text and numbers, with the place where the conversation stands."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def at(self) -> str:
        """Return the place."""


class Sees(Protocol):
    """A view: a frozen dataclass of a state and what was loaded for it."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def state(self) -> Stands:
        """Return where the conversation stands."""


State = TypeVar("State", bound=Stands)
View = TypeVar("View", bound=Sees)
Fact = TypeVar("Fact")


@dataclass(frozen=True)
class Ask(Generic[View]):
    """A question as it stands: what is seen, its place, by which its choices are called, and the answer so far."""

    view: View
    place: str
    held: str

    @property
    def chosen(self) -> tuple[str, ...]:
        """Return what is chosen so far, where several may be."""
        return tuple(filter(None, self.held.split(";")))


@dataclass(frozen=True)
class Partly:
    """What is chosen so far, where several may be: the question stays, under what was typed."""

    held: str
    words: str = ""


@dataclass(frozen=True)
class Instead:
    """What stands in a question's place once: which of several was meant, the days of a month. '' for its own words.

    ``back`` is where the button back leads: to the question («again»), or to the one before it («back»).
    """

    text: str
    rows: Rows
    back: str = "again"


class Input(Protocol[View]):
    """A way to answer a question."""

    def rows(self, ask: Ask[View]) -> Rows:
        """Return the buttons under the question."""

    def hear(self, ask: Ask[View], said: Said) -> str | Partly | Instead | None:
        """Return the answer that something said is, None for no answer; raises UserError for a mistake."""


@dataclass(frozen=True)
class FormField(Generic[View]):
    """A question of a form: its words, the way to answer it, and what of the state keeps the answer (its place).

    ``wanted``: whether it is asked at all. An ``aside`` is asked only when a button leads there, and leads back to the
    preview. ``beside`` are buttons under it that are no answers.
    """

    words: Callable[[View], str]
    input: Input[View]
    kept_as: str = ""
    wanted: Callable[[View], bool] = lambda _view: True
    aside: bool = False
    beside: Callable[[View], Rows] = lambda _view: ()


@dataclass(frozen=True)
class Preview(Generic[View]):
    """The last screen: what was answered, the key of the button that confirms it, and more buttons under that."""

    words: Callable[[View], str]
    confirm: str
    more: Callable[[View], Rows] = lambda _view: ()


@dataclass(frozen=True)
class Form(Generic[State, View, Fact]):
    """The questions of a flow by their places, in the order in which they are asked, and what confirming them does.

    Without a ``preview`` the last answer confirms. ``home`` is the place that a step back from the first question leads
    to; without it, the first has no such button. ``heading`` stands above every question. ``leave`` is the choice that
    gives up: «cancel», or «later» where what was answered stays. ``takes`` is what an answer (to the question of a
    place) leads to where answers are kept elsewhere than in the state.
    """

    flow: str
    fields: Mapping[str, FormField[View]]
    preview: Preview[View] | None
    ends: Callable[[View, datetime], Step[State, Fact]]
    given_up: Callable[[View], Step[State, Fact]] = lambda _view: Step(None, (Screen(t("common.nothing_changed")),))
    home: str = ""
    heading: Callable[[View], str] = lambda _view: ""
    leave: str = "cancel"
    takes: Callable[[View, str, str], Step[State, Fact]] | None = None

    def step(self, view: View, said: Said, now: datetime) -> Step[State, Fact]:
        """Take one step; a mistake leaves everything as it was and says what to do."""
        heard = tapped(said, lambda: self.show(view))
        try:
            return self._step(view, heard, now)
        except UserError as mistake:
            return self.stay(view, mistaken(heard, mistake))

    def _step(self, view: View, said: Said, now: datetime) -> Step[State, Fact]:
        place = self._place(view)
        match said:
            case Choice(self.leave):
                return self.given_up(view)
            case Choice("back"):
                return self.go(view, at=self._before(view, place))
            case Choice("confirm") if place == PREVIEW:
                return self.ends(view, now)
            case Choice("change", (other,)) if place == PREVIEW and other in self.fields:
                return self.go(view, at=other)
            case Text(forwarded=True):
                return self.stay(view, no_answer(said))
        heard = None if place == PREVIEW else self.fields[place].input.hear(self._ask(view, place), said)
        if heard is None:
            return unheard(self.stay(view, no_answer(said)))
        if isinstance(heard, Instead):
            heard = replace(heard, text=asked_of(said, heard, self.fields[place].words(view)))
        return self._answer(view, place, heard, now)

    def _answer(self, view: View, place: str, heard: str | Partly | Instead, now: datetime) -> Step[State, Fact]:
        """Take the answer to a question, and ask the next; what was answered further on is asked anew."""
        field, name = self.fields[place], self._kept_as(place)
        match heard:
            case Instead(text, rows, back):
                words = self._under_heading(view, text)
                return Step(cast("State", view.state), (Screen(words, (*rows, self._ways_out(back))),))
            case Partly(held, words):
                return Step(None, onward=Onward(self.flow, vars(changed(view, **{name: held}).state), words))
            case _ if self.takes:
                return self.takes(view, place, heard)
            case _ if field.aside:
                return self.go(view, at=PREVIEW, **{name: heard})
        later = list(self.fields)[list(self.fields).index(place) + 1 :]
        empty = {self._kept_as(each): "" for each in later if not self.fields[each].aside}
        kept = changed(view, **{**empty, name: heard})
        onward = next((each for each in later if self._wants(kept, each)), PREVIEW)
        return self.ends(kept, now) if onward == PREVIEW and not self.preview else self.go(kept, at=onward)

    def go(self, view: View, **changes: str) -> Step[State, Fact]:
        """Go where the state is another, with all that it needs loaded anew."""
        return Step(None, onward=Onward(self.flow, vars(changed(view, **changes).state)))

    def stay(self, view: View, note: str = "") -> Step[State, Fact]:
        """Show where things stand again, under a note."""
        return Step(cast("State", view.state), (self.show(view, note),))

    def show(self, view: View, note: str = "") -> Screen:
        """Return the screen of where things stand."""
        place = self._place(view)
        if place == PREVIEW and self.preview:
            text, confirm = self.preview.words(view), Button(t(self.preview.confirm), "confirm")
            rows: Rows = ((confirm,), *self.preview.more(view))
        else:
            field = self.fields[place]
            text = self._under_heading(view, field.words(view))
            rows = (*field.input.rows(self._ask(view, place)), *field.beside(view))
        first = place == next(iter(self.fields)) and not self.home
        return Screen(noted(note, text), (*rows, self._ways_out("" if first else "back")))

    def _under_heading(self, view: View, text: str) -> str:
        return noted(self.heading(view), text)

    def _place(self, view: View) -> str:
        at = view.state.at
        return at if at in self.fields or (at == PREVIEW and self.preview) else next(iter(self.fields))

    def _before(self, view: View, place: str) -> str:
        if place != PREVIEW and self.fields[place].aside:
            return PREVIEW
        names = [*self.fields, PREVIEW]
        asked = [name for name in names[: names.index(place)] if self._wants(view, name)]
        return asked[-1] if asked else self.home or place

    def _wants(self, view: View, name: str) -> bool:
        return not self.fields[name].aside and self.fields[name].wanted(view)

    def _ways_out(self, back: str) -> tuple[Button, ...]:
        leads_back = (Button(t("common.back"), back),) if back else ()
        return (*leads_back, Button(t(f"common.{self.leave}"), self.leave))

    def _ask(self, view: View, place: str) -> Ask[View]:
        return Ask(view, place, "" if self.takes else str(getattr(view.state, self._kept_as(place))))

    def _kept_as(self, place: str) -> str:
        return self.fields[place].kept_as or place


def changed(view: View, **changes: str | int) -> View:
    """Return a view with some fields of its state changed."""
    return replace(view, state=replace(view.state, **changes))


def tapped(said: Said, show: Callable[[], Screen]) -> Said:
    """Return the choice whose button a typed text names, by its label or by a word that is read for it; else the said.

    The words are those of the lexicon's «orders» under the button's name. Nothing is shown for a tap.
    """
    if not isinstance(said, Text) or said.forwarded or not said.text:
        return said
    meant, orders = squeeze(said.text), table()["orders"]
    for button in (each for row in show().rows for each in row):
        if meant in map(squeeze, (button.label, *orders.get(button.name, ()))):
            return Choice(button.name, button.args)
    return said


def asked_of(said: Said, asked: Instead, words: str) -> str:
    """Return what is asked once instead of the question, whose ``words`` it may be, under what was typed."""
    text = asked.text or words
    return f"{quoted(said.text)}\n{text}" if isinstance(said, Text) else text
