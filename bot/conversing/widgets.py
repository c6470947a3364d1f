"""Pieces that screens share: rows of buttons, buttons to leave by or to turn a page, notes above a text. Pure."""

from collections.abc import Iterable

from bot.conversing.screen import Button, Rows, Screen
from bot.language.catalogue import t

ButtonRow = tuple[Button, ...]


def back() -> Button:
    """Return the button that leads a step back."""
    return Button(t("common.back"), "back")


def later() -> Button:
    """Return the button that puts the rest off."""
    return Button(t("common.later"), "later")


def pages(page: int, count: int, size: int) -> Rows:
    """Return the buttons that turn the page, if there is more than one."""
    before = (Button(t("common.before"), "page", (str(page - 1),)),) if page else ()
    after = (Button(t("common.after"), "page", (str(page + 1),)),) if (page + 1) * size < count else ()
    return ((*before, *after),) if before or after else ()


def in_rows(buttons: Iterable[Button], width: int = 2) -> Rows:
    """Return buttons side by side, so many in a row."""
    every = tuple(buttons)
    return tuple(every[start : start + width] for start in range(0, len(every), width))


def noted(note: str, text: str) -> str:
    """Return a text under a note."""
    return f"{note}\n\n{text}" if note else text


def under(note: str, screen: Screen) -> Screen:
    """Return a screen under a note."""
    return Screen(noted(note, screen.text), screen.rows) if note else screen
