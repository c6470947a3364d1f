"""What differs between Telegram and Bale, as data and four small functions; the sources stand in docs/bale.md."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from handlers.edge import rendering

Fields = dict[str, Any]


@dataclass(frozen=True)
class Dialect:
    """A messenger's manner: how its updates are completed, our calls phrased, and text written."""

    name: str
    allowed_updates: tuple[str, ...]
    parse_mode: str
    render: Callable[[str], str]
    complete: Callable[[Fields], Fields]
    phrase: Callable[[Fields], Fields]
    takes_file_ids: bool


def _as_it_is(fields: Fields) -> Fields:
    return fields


def _without_old_keyboard(update: Fields) -> Fields:
    """Take the buttons out of a message that was tapped: they are never read, and may be in no shape to be."""
    if isinstance(press := update.get("callback_query"), dict) and isinstance(message := press.get("message"), dict):
        message.pop("reply_markup", None)
    return update


def _complete_update(update: Fields) -> Fields:
    """Fill what Bale may leave out of an update and python-telegram-bot cannot do without."""
    _without_old_keyboard(update)
    for name in ("message", "edited_message"):
        if isinstance(message := update.get(name), dict):
            _complete_message(message)
    if isinstance(press := update.get("callback_query"), dict):
        press.setdefault("chat_instance", "")
        _complete_user(press.get("from"))
        if isinstance(message := press.get("message"), dict):
            _complete_message(message)
    return update


def _complete_message(message: Fields) -> None:
    _complete_user(message.get("from"))
    date = message.setdefault("date", int(time.time()))
    if isinstance(date, str) and date.isdigit():
        date = message["date"] = int(date)
    if isinstance(date, int) and date > 10**11:  # milliseconds
        message["date"] = date // 1000
    for kind in ("voice", "audio", "video"):
        if isinstance(file := message.get(kind), dict):
            file.setdefault("duration", 0)
    sizes = photo if isinstance(photo := message.get("photo"), list) else []
    for size in sizes:
        if isinstance(size, dict):
            size.setdefault("width", 0)
            size.setdefault("height", 0)
    for file in (*sizes, *(message.get(kind) for kind in ("document", "voice", "audio", "video"))):
        if isinstance(file, dict) and "file_id" in file:
            file.setdefault("file_unique_id", file["file_id"])
    text = message.get("text")
    if isinstance(text, str) and text.startswith("/") and not message.get("entities"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
    if isinstance(replied := message.get("reply_to_message"), dict):
        _complete_message(replied)


def _complete_user(user: object) -> None:
    if isinstance(user, dict):
        user.setdefault("is_bot", False)
        user.setdefault("first_name", "")


def _phrase_for_bale(fields: Fields) -> Fields:
    """Bale knows neither `parse_mode` nor `reply_parameters`, and fewer fields of keyboards."""
    fields = {name: value for name, value in fields.items() if name not in {"parse_mode", "allowed_updates"}}
    if isinstance(reply := fields.pop("reply_parameters", None), dict):
        fields["reply_to_message_id"] = reply["message_id"]
    return fields


TELEGRAM = Dialect(
    name="telegram",
    allowed_updates=("message", "edited_message", "callback_query", "my_chat_member"),
    parse_mode="HTML",
    render=rendering.to_html,
    complete=_without_old_keyboard,
    phrase=_as_it_is,
    takes_file_ids=True,
)
BALE = Dialect(
    name="bale",
    allowed_updates=(),
    parse_mode="",
    render=rendering.to_bale_markdown,
    complete=_complete_update,
    phrase=_phrase_for_bale,
    takes_file_ids=False,  # nobody has seen yet what becomes of an id that is sent
)
DIALECTS = {dialect.name: dialect for dialect in (TELEGRAM, BALE)}
