"""Messages from the bot: text, place, contact, and the line that says it is typing."""

from typing import Any

from sandbox import formatting_bale, formatting_telegram, shapes
from sandbox.calls import Call
from sandbox.chats import Chat, Shape, Shown
from sandbox.formatting_bale import units
from sandbox.keyboards import inline_rows, read_markup, show_reply_keyboard
from sandbox.refusals import bad_request

TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024  # platforms: §4, §8; UTF-16 units after rendering
ACTIONS = frozenset(
    {"typing", "choose_sticker", "find_location", "upload_document", "upload_photo", "upload_video"}
    | {"upload_video_note", "upload_voice", "record_video", "record_video_note", "record_voice"}
)


def send_message(call: Call) -> Shape:
    """Show a text."""
    words = written(call, "text", TEXT_LIMIT, "message is too long")
    if not words["text"]:  # before the chat, as the real server does: tdlib/telegram-bot-api, Client.cpp
        raise bad_request("message text is empty")
    return deliver(call, call.chat(), "text", words)


def send_location(call: Call) -> Shape:
    """Show a place."""
    chat = call.chat()
    return deliver(call, chat, "location", {"content": {"location": _place(call)}})


def send_contact(call: Call) -> Shape:
    """Show a contact."""
    chat = call.chat()
    phone, name = call.text("phone_number"), call.text("first_name")
    if not phone:
        raise bad_request("PHONE_NUMBER_INVALID")
    if not name:
        raise bad_request("contact first name is empty")
    contact = {"phone_number": phone, "first_name": name}
    return deliver(call, chat, "contact", {"content": {"contact": contact}})


def send_chat_action(call: Call) -> bool:
    """Show what the bot is doing."""
    chat, action = call.chat(), call.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.action = action
    chat.note("action", action)
    return True


def written(call: Call, name: str, limit: int, too_long: str) -> dict[str, Any]:
    """Return text, raw, entities and mode of a text parameter as the platform renders it.

    Bale ignores parse_mode and renders its Markdown (platforms: §4 BI, BM).
    """
    raw = call.text(name) or ""
    mode = None if call.bot.bale else call.text("parse_mode")
    if call.bot.bale:
        text, entities = formatting_bale.render(raw.strip())
    elif mode is None and (given := _given_entities(call, name)):
        text, entities = formatting_telegram.clean(raw).strip(), given
    else:
        text, entities = formatting_telegram.render(raw, mode)
    if units(text) > limit:
        raise bad_request(too_long)
    return {"text": text, "raw": raw, "entities": entities, "parse_mode": mode}


def deliver(call: Call, chat: Chat, kind: str, fields: dict[str, Any]) -> Shape:
    """Check keyboard, reply and pace, show the message, and return it as the platform does."""
    markup = read_markup(call) if "reply_markup" in call.params else {}
    reply_to = replied(call, chat)
    call.bot.limits.spend(chat, call.bot.clock.timestamp())
    return shapes.message(call.bot, chat, show(call, chat, kind, fields, markup, reply_to))


def show(call: Call, chat: Chat, kind: str, fields: dict[str, Any], markup: Shape, reply_to: int | None) -> Shown:
    """Add the bot's message to the chat."""
    shown = call.bot.new_message(chat, None, kind=kind, markup=inline_rows(markup), reply_to=reply_to, **fields)
    if markup:
        show_reply_keyboard(chat, markup)
    chat.action = None
    chat.add(shown)
    return shown


def replied(call: Call, chat: Chat) -> int | None:
    """Return the id replied to; Bale knows only reply_to_message_id (platforms: §4 AG, GO)."""
    given = None if call.bot.bale else call.structure("reply_parameters", "reply parameters")
    if isinstance(given, dict):
        message_id = Call(call.bot, call.method, given, {}).integer("message_id")
        forgiving = bool(given.get("allow_sending_without_reply"))
    else:
        message_id = call.integer("reply_to_message_id")
        forgiving = call.flag("allow_sending_without_reply")
    if not message_id:
        return None
    found = chat.messages.get(message_id)
    if found is not None and not found.deleted:
        return message_id
    if forgiving:
        return None
    raise bad_request("message to be replied not found")


def _given_entities(call: Call, name: str) -> list[Shape]:
    given = call.structure("entities" if name == "text" else "caption_entities", "message entities")
    if not given:
        return []
    if not isinstance(given, list) or not all(isinstance(entity, dict) for entity in given):
        raise bad_request("can't parse entities: expected an Array of MessageEntity")
    for entity in given:
        if not (isinstance(entity.get("offset"), int) and isinstance(entity.get("length"), int)):
            raise bad_request("can't parse MessageEntity: Can't find field \"offset\"")
    return given


def _place(call: Call) -> Shape:
    try:
        latitude, longitude = float(call.params["latitude"]), float(call.params["longitude"])
    except (KeyError, OverflowError, TypeError, ValueError):
        raise bad_request("latitude is empty") from None
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise bad_request("wrong latitude or longitude")
    return {"latitude": latitude, "longitude": longitude}
