"""Rows of buttons that the rooms of administering share."""

from collections.abc import Iterable

from bot.conversing.screen import Button
from bot.language.catalogue import t

Rows = tuple[tuple[Button, ...], ...]


def pages(page: int, count: int, size: int) -> Rows:
    """Return the buttons that turn the page, if there is more than one."""
    before = (Button(t("people.button.before"), "page", (str(page - 1),)),) if page else ()
    after = (Button(t("people.button.after"), "page", (str(page + 1),)),) if (page + 1) * size < count else ()
    return ((*before, *after),) if before or after else ()


def grid(buttons: Iterable[Button], width: int) -> Rows:
    """Return buttons in rows of a width."""
    every = tuple(buttons)
    return tuple(every[start : start + width] for start in range(0, len(every), width))


def back() -> Rows:
    """Return the row that leads back."""
    return ((Button(t("admin.button.back"), "back"),),)


def noted(note: str, text: str) -> str:
    """Return a text under what is said once."""
    return f"{note}\n\n{text}" if note else text
