"""Buttons as they are stored with the row that shows them, and as they are read when one is pressed or sent."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from bot.conversing.screen import Button, Rows
from bot.older import CHANGES, now_called
from bot.said import Choice, Said, Stale
from bot.stored import UnreadableError, renew


@dataclass(frozen=True)
class Buttons:
    """The buttons of one row, and the flow that they stand before."""

    flow: str = ""
    rows: Rows = ()

    def choice(self, index: int) -> Said:
        """Return what a button stands for; Stale where there is none."""
        buttons = [button for row in self.rows for button in row]
        return Choice(buttons[index].name, buttons[index].args) if index < len(buttons) else Stale()


def write_buttons(flow: str, rows: Rows) -> str:
    """Return buttons as they are stored, '' where there are none."""
    listed = [[[button.label, button.name, *button.args] for button in row] for row in rows]
    return json.dumps([flow, listed, len(CHANGES)], ensure_ascii=False) if rows else ""


def read_buttons(text: str) -> Buttons:
    """Return stored buttons, whatever version wrote them; none where they cannot be read."""
    try:
        flow, rows, version = [*json.loads(text), 0][:3]
        name = now_called(flow)
        return Buttons(name, tuple(_read_row(name, version, row) for row in rows))
    except (ValueError, TypeError, RecursionError):
        return Buttons()


def _read_row(flow: str, version: object, row: Iterable[list[str]]) -> tuple[Button, ...]:
    return tuple(_read_button(flow, version, *each) for each in row)


def _read_button(flow: str, version: object, label: str, name: str, *args: str) -> Button:
    table = renew(f"button:{flow}", version, {"name": name, "args": list(args)})
    if not all(isinstance(each, str) for each in (label, table["name"], *table["args"])):
        raise UnreadableError("a button of no text")
    return Button(label, table["name"], tuple(table["args"]))
