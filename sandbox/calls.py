"""One Bot API call: its parameters and files, read from any of the forms that the servers accept.

platforms: §1 GO, GP; §4 MS: query, urlencoded, JSON or multipart, with nested JSON as text.
"""

import json
from binascii import a2b_qp
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, web

from sandbox.bots import Bot
from sandbox.chats import Chat
from sandbox.files import UPLOAD_LIMIT, Upload
from sandbox.refusals import Refusal, bad_request


@dataclass(slots=True)
class Call:
    """A method call of one bot."""

    bot: Bot
    method: str
    params: dict[str, Any]
    files: dict[str, Upload]

    def text(self, name: str) -> str | None:
        """Return a parameter as text, or None."""
        value = self.params.get(name)
        return value if value is None or isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Return a parameter as a whole number; what is not one is the default, as on the real server."""
        try:
            return int(self.params.get(name, default))
        except (OverflowError, TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """Return a parameter as yes or no."""
        return str(self.params.get(name, "")).lower() in {"true", "1", "yes", "y"}

    def structure(self, name: str, what: str) -> Any:
        """Return a nested parameter, parsed when it came as text; None when absent or empty."""
        value = self.params.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None

    def chat(self) -> Chat:
        """Return the chat that `chat_id` names, if the bot may write there."""
        given = self.text("chat_id")
        if not given:
            raise bad_request("chat_id is empty")
        try:
            chat = self.bot.chats.get(int(given))
        except ValueError:
            chat = None
        if chat is None:
            raise self._unknown_chat(given)
        if chat.blocked:
            raise self._shut(chat)
        return chat

    def _unknown_chat(self, given: str) -> Refusal:
        # platforms: §6 BT, PB, public bots (Bale); §8 (Telegram)
        if not self.bot.bale:
            return bad_request("chat not found")
        if not given.lstrip("-").isdigit() and not given.startswith("@"):
            return bad_request("chat_id: must be a valid value")
        return Refusal(self.bot.switches.unknown_chat_status, "no such group or user")

    def _shut(self, chat: Chat) -> Refusal:
        # platforms: §6 (Bale's wording is not known), §8
        if chat.kind != "private":
            return Refusal(403, "Forbidden: bot was kicked from the group chat")
        text = self.bot.switches.blocked_text if self.bot.bale else "bot was blocked by the user"
        return Refusal(403, f"Forbidden: {text}")


async def read_call(request: web.BaseRequest, bot: Bot, method: str) -> Call:
    """Read a call from a request; refuses broken JSON and what is over 50 MB."""
    params: dict[str, Any] = dict(request.query) if request.query_string else {}
    kind = request.content_type
    if kind == "multipart/form-data":
        return Call(bot, method, params, await _read_parts(request, params))
    body = await request.read() if request.can_read_body else b""
    if kind == "application/json" and body:
        params.update(_read_json(body))
    elif body:
        params.update(read_form(body))
    return Call(bot, method, params, {})


def read_form(body: bytes) -> dict[str, str]:
    """Return the fields of an urlencoded body; of a repeated field the last."""
    fields = (field.partition(b"=") for field in body.replace(b"+", b" ").split(b"&") if field)
    return {_unquote(name): _unquote(value) for name, _, value in fields}


def _unquote(part: bytes) -> str:
    # quoted-printable is percent-encoding with another mark, and its decoder is in C: urllib's takes a
    # quarter of a whole send when the text is Persian
    if b"%" in part:
        part = a2b_qp(part.replace(b"=", b"=3D").replace(b"%", b"="))
    return part.decode("utf-8", "replace")


def _read_json(body: bytes) -> dict[str, Any]:
    try:
        values = json.loads(body)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(values, dict):
        raise bad_request("can't parse JSON object")
    return {name: value for name, value in values.items() if value is not None}


async def _read_parts(request: web.BaseRequest, params: dict[str, Any]) -> dict[str, Upload]:
    files: dict[str, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise bad_request("can't parse multipart body")
        content = bytes(await part.read())
        if len(content) > UPLOAD_LIMIT:
            raise Refusal(413, "Request Entity Too Large")
        if part.filename is None:
            params[part.name] = content.decode("utf-8", "replace")
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            files[part.name] = Upload(part.filename, mime, content)
    return files
