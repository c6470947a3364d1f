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

    def choice(self, index: int, flow: str = "") -> Said:
        """Return what a button stands for; Stale where there is none, or none of the ``flow`` that is asked for."""
        buttons = [button for row in self.rows for button in row]
        if index >= len(buttons) or (flow and flow != self.flow_of(buttons[index])):
            return Stale()
        return Choice(buttons[index].name, buttons[index].args)

    @property
    def flows(self) -> frozenset[str]:
        """Return all flows whose buttons these are."""
        return frozenset(self.flow_of(button) for row in self.rows for button in row)

    def flow_of(self, button: Button) -> str:
        """Return the flow that a button stands before."""
        return button.flow or self.flow


def write_buttons(flow: str, rows: Rows) -> str:
    """Return buttons as they are stored, '' where there are none; what is of another flow is named «flow:name»."""
    listed = [[[button.label, _name(flow, button), *button.args] for button in row] for row in rows]
    return json.dumps([flow, listed, len(CHANGES)], ensure_ascii=False) if rows else ""


def read_buttons(text: str) -> Buttons:
    """Return stored buttons, whatever version wrote them; none where they cannot be read."""
    try:
        flow, rows, version = [*json.loads(text), 0][:3]
        name = now_called(flow)
        return Buttons(name, tuple(_read_row(name, version, row) for row in rows))
    except (ValueError, TypeError, RecursionError):
        return Buttons()


def _name(flow: str, button: Button) -> str:
    return f"{button.flow}:{button.name}" if button.flow not in {"", flow} else button.name


def _read_row(flow: str, version: object, row: Iterable[list[str]]) -> tuple[Button, ...]:
    return tuple(_read_button(flow, version, *each) for each in row)


def _read_button(flow: str, version: object, label: str, name: str, *args: str) -> Button:
    if not all(isinstance(each, str) for each in (label, name, *args)):
        raise UnreadableError("a button of no text")
    own, _, name = name.rpartition(":")
    own = now_called(own)
    table = renew(f"button:{own or flow}", version, {"name": name, "args": list(args)})
    return Button(label, table["name"], tuple(table["args"]), own)
