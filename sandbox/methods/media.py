"""Photos, documents, voices and albums from the bot, and the link to download a file."""

import struct
from typing import Any

from sandbox import shapes
from sandbox.calls import Call
from sandbox.chats import Shape
from sandbox.files import PHOTO_LIMIT, StoredFile, Upload
from sandbox.keyboards import read_markup
from sandbox.methods.sending import CAPTION_LIMIT, deliver, replied, show, written
from sandbox.refusals import Refusal, bad_request

PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")


def send_photo(call: Call) -> Shape:
    """Show a picture of at most 10 MB."""
    return _send(call, "photo")


def send_document(call: Call) -> Shape:
    """Show a file of at most 50 MB."""
    return _send(call, "document")


def send_voice(call: Call) -> Shape:
    """Show a voice message."""
    return _send(call, "voice")


def get_file(call: Call) -> Shape:
    """Open a link for an hour; refuses what is over 20 MB."""
    stored = call.bot.files.link(call.text("file_id") or "", call.bot.clock.timestamp())
    return shapes.file_shape(stored) | {"file_path": stored.path}


def send_media_group(call: Call) -> list[Shape]:
    """Show an album of 2 to 10 photos or documents (platforms: §8 PTB constants)."""
    chat = call.chat()
    items = call.structure("media", "media")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise bad_request("can't parse media JSON object")
    if not 2 <= len(items) <= 10:
        raise bad_request("there must be 2-10 items in the album" if items else "media group is empty")
    fields = [_album_item(call, item) for item in items]
    reply_to = replied(call, chat)
    call.bot.limits.spend(chat, call.bot.clock.timestamp())
    album = {"media_group_id": f"{call.bot.bot_id}{chat.last_id:08d}"}
    shown = []
    for kind, more in fields:
        more["content"] = more["content"] | album
        shown.append(show(call, chat, kind, more, {}, reply_to))
    return [shapes.message(call.bot, chat, one) for one in shown]


def _send(call: Call, kind: str) -> Shape:
    chat = call.chat()
    read_markup(call)
    limit = call.bot.switches.caption_limit if call.bot.bale else CAPTION_LIMIT  # platforms: §4, §11
    words = written(call, "caption", limit, "message caption is too long")
    return deliver(call, chat, kind, words | _attached(call, kind, kind))


def _album_item(call: Call, item: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    kind = str(item.get("type"))
    if kind not in {"photo", "document"}:
        raise bad_request("can't parse InputMedia: wrong type")
    inner = Call(call.bot, call.method, item, call.files)
    words = written(inner, "caption", CAPTION_LIMIT, "message caption is too long")
    return kind, words | _attached(inner, kind, "media")


def _attached(call: Call, kind: str, name: str) -> dict[str, Any]:
    stored = _file(call, kind, name)
    if kind == "photo":
        return {"file": stored, "content": shapes.photo(stored, *_dimensions(stored.content))}
    if kind == "voice":
        return {"file": stored, "content": shapes.voice(stored, call.integer("duration"))}
    return {"file": stored, "content": shapes.document(stored)}


def _file(call: Call, kind: str, name: str) -> StoredFile:
    given = call.text(name)
    upload = call.files.get((given or "").removeprefix("attach://") or name)
    if upload is not None:
        _check(upload, kind)
        return call.bot.files.keep(upload, f"{kind}s")
    if not given:
        raise bad_request(f"there is no {kind} in the request")
    stored = call.bot.files.get(given)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return stored


def _check(upload: Upload, kind: str) -> None:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if kind != "photo":
        return
    size = len(upload.content)
    if size > PHOTO_LIMIT:
        raise Refusal(400, f"Bad Request: file of size {size} bytes is too big for a photo; the maximum size"
                      f" is {PHOTO_LIMIT} bytes")  # fmt: skip
    if not upload.content.startswith(PICTURES):
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = _dimensions(upload.content)
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def _dimensions(content: bytes) -> tuple[int, int]:
    """Return width and height of a PNG; other pictures count as 800 × 600."""
    if content.startswith(b"\x89PNG") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return int(width), int(height)
    return 800, 600
