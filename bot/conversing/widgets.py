"""Pieces that screens share: rows of buttons, buttons to leave by, notes above a text. Pure."""

from bot.conversing.screen import Button
from bot.language.catalogue import t

ButtonRow = tuple[Button, ...]


def back() -> Button:
    """Return the button that leads a step back."""
    return Button(t("report.button.back"), "back")


def later() -> Button:
    """Return the button that puts the rest off."""
    return Button(t("report.button.later"), "later")


def noted(note: str, text: str) -> str:
    """Return a text under a note."""
    return f"{note}\n\n{text}" if note else text


def in_rows(buttons: list[Button], width: int = 2) -> tuple[ButtonRow, ...]:
    """Return buttons side by side."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))


Rows = tuple[tuple[Button, ...], ...]


COLUMNS = 2


def in_columns(buttons: list[Button]) -> Rows:
    """Return buttons in rows of two."""
    return tuple(tuple(buttons[start : start + COLUMNS]) for start in range(0, len(buttons), COLUMNS))
