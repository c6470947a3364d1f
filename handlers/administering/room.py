"""A room of administering as data: the table of its places, over one engine that goes between them. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Generic, Never, TypeVar, cast

from bot.administering.edits import AdminFact, DropEdits, Edit, KeepEdits, MakeChange
from bot.administering.names import EditNames
from bot.conversing.answers import OneOf
from bot.conversing.flow import Onward, Step, unheard
from bot.conversing.form import Ask, Input, Instead, asked_of, tapped
from bot.conversing.replies import mistaken, no_answer
from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import back, noted, pages, under
from bot.errors import UserError
from bot.language.catalogue import t
from bot.programme.naming import find_province
from bot.programme.provinces import PROVINCES, Province
from bot.said import Choice, Said, Text
from handlers.administering import edit_screens

REVIEW = "review"
"""The place of every room where what waits is looked at, and made or dropped."""
A_PAGE = 8
"""Rows of buttons on a page of provinces or axes."""


@dataclass(frozen=True)
class RoomState:
    """Where a room stands: the place, the page there, and what is said once on coming."""

    at: str = ""
    page: int = 0
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class RoomView:
    """What every room sees: the edits that wait, with the names of what they change, and what stands against them."""

    state: RoomState
    draft: tuple[Edit, ...] = ()
    names: EditNames = field(default_factory=EditNames)
    problem: str = ""


State = TypeVar("State", bound=RoomState)
View = TypeVar("View", bound=RoomView)
Fact = TypeVar("Fact")
Fact_co = TypeVar("Fact_co", covariant=True)


@dataclass(frozen=True)
class Go(Generic[Fact_co]):
    """The way to a place, or to another ``flow``, with fields of its state.

    ``edits`` wait from then on in place of those that did, none if it is empty. A ``screen`` is shown there once.
    """

    place: str = ""
    facts: tuple[Fact_co, ...] = ()
    edits: tuple[Edit, ...] | None = None
    note: str = ""
    values: Mapping[str, str | int] = field(default_factory=dict)
    flow: str = ""
    screen: Screen | None = None


def go(place: str, *facts: Fact, note: str = "", **values: str | int) -> Go[Fact]:
    """Go to a place."""
    return Go(place, facts, note=note, values=values)


def keep(place: str, *edits: Edit, note: str = "", **values: str | int) -> Go[Never]:
    """Let edits wait, and go to a place."""
    return Go(place, edits=edits, note=note, values=values)


def look_over(*edits: Edit) -> Go[Never]:
    """Let edits wait, and look at them."""
    return keep(REVIEW, *edits, page=0)


@dataclass(frozen=True)
class RoomPlace(Generic[View, Fact]):
    """A place of a room: a card, a list, or a question with what its answer ``becomes``.

    Under the ``words`` stand the buttons of the ``input``, so many rows ``a_page`` (0: all), whose choices are
    ``called`` by the place if not otherwise; then ``rows``, which a ``tap`` is heard on. ``stands``: whether there is
    what the place is about; without it, one is where ``back`` leads. ``waits``: with the way to what waits.
    """

    words: Callable[[View], str]
    input: Input[View] | None = None
    becomes: Callable[[View, str], Go[Fact] | None] = lambda _view, _answer: None
    back: Go[Fact] | Callable[[View], Go[Fact]] = field(default_factory=lambda: Go(flow="admin"))
    rows: Callable[[View], Rows] = lambda _view: ()
    tap: Callable[[View, Choice], Go[Fact] | None] = lambda _view, _choice: None
    called: str = ""
    a_page: int = 0
    stands: Callable[[View], object] = lambda _view: True
    waits: bool = False
    back_label: str = "common.back"

    def leads_back(self, view: View) -> Go[Fact]:
        """Return the way that a step back leads."""
        return self.back if isinstance(self.back, Go) else self.back(view)


Places = Mapping[str, RoomPlace[View, Fact]]


@dataclass(frozen=True)
class Room(Generic[State, View, Fact]):
    """The places of the conversation ``flow``, the first of which it begins at; its changes are of a ``kind``.

    ``after`` says where one goes once what waits was «made», «dropped» or only «seen»; ``waiting``, ``confirm`` and
    ``done`` are the keys of the button that leads there, of the one that makes it, and of what is said then.
    """

    flow: str
    kind: str
    places: Places[View, Fact]
    after: Callable[[View, str], Go[Fact]]
    waiting: str = "admin.button.waiting"
    confirm: str = "admin.button.confirm"
    done: str = "admin.done"

    def step(self, view: View, said: Said, _now: datetime) -> Step[State, Fact | AdminFact]:
        """Take one step; a person's mistake leaves everything as it was and says what to do."""
        if said == Choice("enter"):
            return self._stay(replace(view, state=replace(view.state, note="")), view.state.note)
        name, said = self._at(view), tapped(said, lambda: self.show(view))
        try:
            way = self._hear(view, name, said)
        except UserError as mistake:
            return self._stay(view, mistaken(said, mistake))
        match way:
            case Go():
                return self._take(view, way)
            case Instead() as asked:
                words = asked_of(said, asked, self.places[name].words(view))
                screen = Screen(words, (*asked.rows, (back(),)))
                return Step(cast("State", view.state), (screen,))
        return unheard(self._stay(view, no_answer(said, in_words=False)))

    def show(self, view: View, note: str = "") -> Screen:
        """Return the screen of where it stands, under a note."""
        name = self._at(view)
        if name == REVIEW:
            screen = edit_screens.review(view.draft, view.names, view.state.page, view.problem, t(self.confirm))
            return under(note, Screen(screen.text, (*screen.rows, (back(),))))
        place = self.places[name]
        rows = place.input.rows(self._ask(view, name)) if place.input else ()
        waiting = Button(t(self.waiting, count=len(view.draft)), REVIEW)
        waits = ((waiting,),) if place.waits and view.draft else ()
        shown = paged(rows, view.state.page, place.a_page) if place.a_page else rows
        return Screen(
            noted(note, place.words(view)), (*shown, *place.rows(view), *waits, (Button(t(place.back_label), "back"),))
        )

    def _hear(self, view: View, name: str, said: Said) -> Go[Fact | AdminFact] | Instead | None:
        match said:
            case Choice("page", (page,)) if page.isdecimal():
                return go(name, page=int(page))
            case Text(forwarded=True):
                return None
        return self._on_review(view, said) if name == REVIEW else self._at_place(view, name, said)

    def _at_place(self, view: View, name: str, said: Said) -> Go[Fact] | Instead | None:
        place = self.places[name]
        match said:
            case Choice("review") if view.draft:
                return go(REVIEW, page=0)
            case Choice() if way := place.tap(view, said):
                return way
            case Choice("back"):
                return place.leads_back(view)
        heard = place.input.hear(self._ask(view, name), said) if place.input else None
        return place.becomes(view, heard) if isinstance(heard, str) else heard if isinstance(heard, Instead) else None

    def _on_review(self, view: View, said: Said) -> Go[Fact | AdminFact] | None:
        """Make or drop what waits."""
        match said:
            case Choice("confirm") if not view.problem:
                way, fact = self.after(view, "made"), MakeChange(self.kind, view.draft)
                return go(way.place, fact, note=t(self.done, count=len(view.draft)), **way.values)
            case Choice("drop"):
                return replace(self.after(view, "dropped"), edits=(), note=t("admin.dropped"))
            case Choice("back"):
                return self.after(view, "seen")
        return None

    def _take(self, view: View, way: Go[Fact | AdminFact]) -> Step[State, Fact | AdminFact]:
        """Go a way, with all that is needed there loaded anew."""
        waits: tuple[AdminFact, ...] = ()
        if way.edits is not None:
            waits = (KeepEdits(self.kind, way.edits) if way.edits else DropEdits(self.kind),)
        facts = (*way.facts, *waits)
        if way.flow:
            return Step(None, facts=facts, onward=Onward(way.flow, way.values))
        state = replace(view.state, at=way.place, note=way.note, **way.values)  # type: ignore[arg-type]  # its own fields
        if way.screen:
            return Step(cast("State", state), (Screen(way.screen.text, (*way.screen.rows, (back(),))),), facts)
        return Step(None, facts=facts, onward=Onward(self.flow, vars(state)))

    def _stay(self, view: View, note: str = "") -> Step[State, Never]:
        return Step(cast("State", view.state), (self.show(view, note),))

    def _at(self, view: View) -> str:
        """Return where it stands, or the nearest place on the way back whose thing is still there."""
        name = view.state.at
        if name == REVIEW and view.draft:
            return REVIEW
        name = self.after(view, "seen").place if name == REVIEW else name
        while name in self.places and not self.places[name].stands(view):
            name = self.places[name].leads_back(view).place
        return name if name in self.places else next(iter(self.places))

    def _ask(self, view: View, name: str) -> Ask[View]:
        return Ask(view, self.places[name].called or name, "")


def leads(**ways: Go[Fact]) -> Callable[[RoomView, Choice], Go[Fact] | None]:
    """Return a tap for buttons that only lead elsewhere, by the names of their choices."""
    return lambda _view, said: ways.get(said.name)


def hears(name: str, becomes: Callable[[View, str], Go[Fact] | None]) -> Callable[[View, Choice], Go[Fact] | None]:
    """Return a tap for the buttons of one choice that say an answer."""
    return lambda view, said: becomes(view, *said.args) if said.name == name else None


def only_where(stands: Callable[[View], object], places: Places[View, Fact]) -> Places[View, Fact]:
    """Return places that are all about one thing, and stand only where it is."""
    return {name: replace(place, stands=_both(stands, place.stands)) for name, place in places.items()}


def _both(one: Callable[[View], object], other: Callable[[View], object]) -> Callable[[View], object]:
    return lambda view: one(view) and other(view)


def paged(rows: Rows, page: int, size: int) -> Rows:
    """Return a page of so many rows of buttons, with the buttons that turn it."""
    return (*rows[page * size : (page + 1) * size], *pages(page, len(rows), size))


def one_of_provinces(label: Callable[[View, Province], str] = lambda _view, each: each.name) -> OneOf[View]:
    """Return the way to answer with a province: tapped, or typed by its name."""
    return OneOf(lambda view: [(label(view, each), each.code) for each in PROVINCES], 2, read_province)


def typed(reads: Callable[[View, str], str | Instead]) -> OneOf[View]:
    """Return the way to answer with a typed text alone."""
    return OneOf(lambda _view: (), reads=reads)


def read_province(_view: RoomView, text: str) -> str:
    """Return the code of the province that a text names; raises UserError for none."""
    if (found := find_province(text)) is None:
        raise UserError("admin.no_province")
    return found.code
