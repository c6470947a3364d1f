"""Pieces that screens share: rows of buttons, buttons to leave by or to turn a page, notes above a text. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.conversing.screen import Button, Rows, Screen
from bot.language.catalogue import t
from bot.said import Choice

ButtonRow = tuple[Button, ...]
LAID_OVER = "more"
"""The flow of the buttons of what is laid over what is open."""
REMINDER = "reminder"
"""The flow of the buttons of a reminder of the report, which is over once one goes on with that."""
RESUME = Choice("resume")
"""What leads back to what is open."""
T = TypeVar("T")


def back(to: str = "back") -> Button:
    """Return the button that leads a step back, or back to a place by its name."""
    return Button(t("common.back"), to)


def cancel() -> Button:
    """Return the button that gives up."""
    return Button(t("common.cancel"), "cancel")


def later() -> Button:
    """Return the button that puts the rest off."""
    return Button(t("common.later"), "later")


def resuming(*, busy: bool) -> Rows:
    """Return the button that leads back to what is open, if anything is."""
    return ((Button(t("common.resume"), RESUME.name, flow=LAID_OVER),),) if busy else ()


def over_open(screen: Screen, *, busy: bool) -> Screen:
    """Return what is laid over what is open, with the way back to it, and a word that it is kept."""
    kept = t("common.kept", resume=t("common.resume")) if busy else ""
    return replace(
        screen, text="\n\n".join(filter(None, (screen.text, kept))), rows=(*screen.rows, *resuming(busy=busy))
    )


def pages(page: int, count: int, size: int = 1, name: str = "page", *of: str) -> Rows:
    """Return the buttons that turn the page of so many things (without a size: pages), if there is more than one.

    They are choices of a name: what they are ``of``, then the page.
    """
    before = (Button(t("common.before"), name, (*of, str(page - 1))),) if page else ()
    after = (Button(t("common.after"), name, (*of, str(page + 1))),) if (page + 1) * size < count else ()
    return ((*before, *after),) if before or after else ()


def page_of(things: Sequence[T], page: int, size: int) -> tuple[Sequence[T], Rows]:
    """Return what stands on a page, and the buttons that turn it."""
    return things[page * size : (page + 1) * size], pages(page, len(things), size)


def in_rows(buttons: Iterable[Button], width: int = 2) -> Rows:
    """Return buttons side by side, so many in a row."""
    every = tuple(buttons)
    return tuple(every[start : start + width] for start in range(0, len(every), width))


def noted(note: str, text: str) -> str:
    """Return a text under a note."""
    return f"{note}\n\n{text}" if note else text


def under(note: str, screen: Screen) -> Screen:
    """Return a screen under a note."""
    return replace(screen, text=noted(note, screen.text)) if note else screen


def under_note(note: str, screens: tuple[Screen, ...]) -> tuple[Screen, ...]:
    """Return screens with a note above the first."""
    return (under(note, screens[0]), *screens[1:]) if screens else ()


def marked(label: str, *, chosen: bool) -> str:
    """Return the label of a button, with a mark where it is chosen."""
    return t("common.chosen", name=label) if chosen else label


def first_words(text: str, longest: int) -> str:
    """Return the first line of a text, cut between words where it is longer."""
    line = text.split("\n", 1)[0]
    return line if len(line) <= longest else line[:longest].rsplit(" ", 1)[0] + "…"
