"""The ways to answer a question of a form: one of several things, several, or words; days: `day_answers`. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic

from bot.conversing.form import Ask, Instead, Partly, View
from bot.conversing.replies import quoted
from bot.conversing.screen import Button, Rows
from bot.conversing.widgets import in_rows
from bot.errors import UserError
from bot.language.catalogue import t
from bot.said import Choice, Said, Text

Option = tuple[str, str]
"""What may be chosen: its label, and the answer that it stands for."""
Options = Callable[[View], Iterable[Option]]
Reads = Callable[[View, str], str]
"""What makes an answer of a typed text; raises UserError."""


@dataclass(frozen=True)
class OneOf(Generic[View]):
    """One of what is offered; ``reads`` understands a text that is no label, or asks which of several it means."""

    options: Options[View]
    width: int = 1
    reads: Callable[[View, str], str | Instead] | None = None

    def rows(self, ask: Ask[View]) -> Rows:
        """Return a button for each."""
        return in_rows((Button(label, ask.place, (answer,)) for label, answer in self.options(ask.view)), self.width)

    def hear(self, ask: Ask[View], said: Said) -> str | Instead | None:
        """Return what was tapped or typed."""
        match said:
            case Choice(ask.place, (answer,)) if answer in _answers(self.options(ask.view)):
                return answer
            case Text(text=text) if self.reads and is_words(text):
                return self.reads(ask.view, text)
        return None


@dataclass(frozen=True)
class Several(Generic[View]):
    """Several of what is offered, kept with «;», tapped on and off; ``whole`` is the tap that takes all at once.

    ``reads`` makes such a list of a typed text; it is added to what is chosen. ``onward``: the key of the button on.
    ``whole_last``: the tap that takes all stands beside it, not above the others.
    """

    options: Options[View]
    whole: Callable[[View], Option]
    onward: str
    width: int = 1
    reads: Reads[View] | None = None
    whole_last: bool = False

    def rows(self, ask: Ask[View]) -> Rows:
        """Return the way to take all, a button for each, and the way on once one is chosen."""
        buttons = [
            Button(t("common.chosen", name=label) if answer in ask.chosen else label, "toggle", (answer,))
            for label, answer in self.options(ask.view)
        ]
        whole = Button(self.whole(ask.view)[0], "all")
        on = (Button(t(self.onward, count=len(ask.chosen)), "on"),) if ask.chosen else ()
        rows = in_rows(buttons, self.width)
        return (*rows, (*on, whole)) if self.whole_last else ((whole,), *rows, *in_rows(on))

    def hear(self, ask: Ask[View], said: Said) -> str | Partly | None:
        """Return what is chosen: for good after a tap that leads on, else so far."""
        match said:
            case Choice("all"):
                return self.whole(ask.view)[1]
            case Choice("on") if ask.chosen:
                return ask.held
            case Choice("toggle", (answer,)) if answer in _answers(self.options(ask.view)):
                return Partly(";".join(toggled(ask.chosen, answer)))
            case Text(text=text) if self.reads and is_words(text):
                chosen = dict.fromkeys((*ask.chosen, *self.reads(ask.view, text).split(";")))
                return Partly(";".join(chosen), quoted(text))
        return None


@dataclass(frozen=True)
class FreeText(Generic[View]):
    """Words of one's own, of so many characters at most; in one line, or with the ``lines`` that they were typed in."""

    limit: int
    lines: bool = False

    def rows(self, _ask: Ask[View]) -> Rows:
        """Return no button."""
        return ()

    def hear(self, _ask: Ask[View], said: Said) -> str | None:
        """Return the words."""
        if not isinstance(said, Text) or not is_words(said.text):
            return None
        return within(said.text.strip(), self.limit) if self.lines else short_words(said.text, self.limit)


@dataclass(frozen=True)
class OwnWords(Generic[View]):
    """Whatever is typed, as ``reads`` understands it."""

    reads: Reads[View]

    def rows(self, _ask: Ask[View]) -> Rows:
        """Return no button."""
        return ()

    def hear(self, ask: Ask[View], said: Said) -> str | None:
        """Return what was understood."""
        return self.reads(ask.view, said.text) if isinstance(said, Text) and is_words(said.text) else None


def short_words(text: str, limit: int) -> str:
    """Return a text in one line; raises UserError for one that is longer than the limit."""
    return within(" ".join(text.split()), limit)


def within(words: str, limit: int) -> str:
    """Return words as they are; raises UserError for more characters than the limit."""
    if len(words) > limit:
        raise UserError("report.too_long", limit=limit, length=len(words))
    return words


def is_words(text: str) -> bool:
    """Say whether a text may be an answer: it is not empty and no command."""
    return bool(text) and not text.startswith("/")


def toggled(chosen: Sequence[str], answer: str) -> tuple[str, ...]:
    """Return what is chosen once an answer was tapped."""
    return tuple(each for each in chosen if each != answer) if answer in chosen else (*chosen, answer)


def _answers(options: Iterable[Option]) -> set[str]:
    return {answer for _label, answer in options}
