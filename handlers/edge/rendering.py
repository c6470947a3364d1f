"""The same text for each messenger: Telegram's HTML, Bale's Markdown; and the keyboards."""

import html
import json
from typing import Any

from bot.conversing.buttons import read_buttons
from bot.language.marks import LOOK_ALIKES, spans
from storage.outgoing import Outgoing

LONGEST_DATA = 64
"""Bytes that a button may carry, on both messengers."""


def to_html(text: str) -> str:
    """Return text for Telegram's HTML: the bold mark rendered, everything else escaped."""
    return "".join(
        f"<b>{html.escape(span.text, quote=False)}</b>" if span.bold else html.escape(span.text, quote=False)
        for span in spans(text)
    )


def to_bale_markdown(text: str) -> str:
    """Return text for Bale: bold needs a space or a line's edge on its outer sides."""
    parts: list[str] = []
    for span in spans(text):
        safe = span.text.translate(LOOK_ALIKES)
        if span.bold:
            before = "" if not parts or parts[-1][-1:].isspace() else " "
            parts.append(f"{before}*{safe}*")
        else:
            after = " " if parts and parts[-1].endswith("*") and not safe[:1].isspace() else ""
            parts.append(after + safe)
    return "".join(parts)


def to_markup(row: Outgoing) -> dict[str, Any] | None:
    """Return a row's inline or reply keyboard as the Bot API wants it, None for a row without one."""
    if row.buttons:
        return _to_inline(row)
    if row.menu:
        return _to_reply_keyboard(json.loads(row.menu))
    return None


def _to_inline(row: Outgoing) -> dict[str, Any]:
    buttons = read_buttons(row.buttons)
    keyboard, index = [], 0
    for each in buttons.rows:
        line = []
        for button in each:
            data = f"{buttons.flow_of(button)}:{row.token}:{index}"
            if len(data.encode()) > LONGEST_DATA:
                raise ValueError(f"a button of row {row.id} carries more than {LONGEST_DATA} bytes")
            line.append({"text": button.label, "callback_data": data})
            index += 1
        keyboard.append(line)
    return {"inline_keyboard": keyboard}


def _to_reply_keyboard(rows: list[list[list[str]]]) -> dict[str, Any]:
    if not rows:
        return {"remove_keyboard": True}
    kinds: dict[str, dict[str, Any]] = {"text": {}, "contact": {"request_contact": True}}
    return {
        "keyboard": [[{"text": label, **kinds[kind]} for label, kind in row] for row in rows],
        "resize_keyboard": True,
    }
