"""A phone's screen as JSON: its card, its messages, its events."""

from typing import Any

from sandbox.chats import Event, Shown
from sandbox.clock import Clock
from sandbox.files import StoredFile
from sandbox.phones import Phone

Json = dict[str, Any]


def card(phone: Phone) -> Json:
    """Return who holds the phone and how it stands with the bot."""
    return {
        "id": phone.phone_id,
        "platform": phone.bot.platform,
        "user_id": phone.user.user_id,
        "first_name": phone.user.first_name,
        "phone_number": phone.user.phone_number,
        "bot": phone.bot.username,
        "started": phone.started,
        "blocked": phone.chat.blocked,
    }


def screen(phone: Phone) -> Json:
    """Return all that the screen shows, and the number of the last event that is in it."""
    return card(phone) | {
        "messages": [shown(message) for message in phone.history],
        "keyboard": phone.chat.keyboard,
        "action": phone.chat.action,
        "next": phone.chat.changes.version,
    }


def news(phone: Phone, after: int) -> Json:
    """Return the events after a number; `missed` says that some are gone, so that the screen is to be read anew."""
    chat = phone.chat
    events = [event(phone, happened) for happened in chat.events if happened.number > after]
    missed = chat.changes.version < after or (bool(events) and events[0]["n"] > after + 1)
    return {"events": events, "next": chat.changes.version, "missed": missed}


def time(clock: Clock) -> Json:
    """Return the clock: its instant, whether it runs, and how often it was moved."""
    return {"now": clock.now().isoformat(), "running": clock.running, "version": clock.changes.version}


def shown(message: Shown) -> Json:
    """Return a message: text as rendered with its formats (offsets in UTF-16 units), raw, buttons, file."""
    content = {key: value for key, value in message.content.items() if key in {"contact", "location"}}
    return content | {
        "message_id": message.message_id,
        "date": message.date,
        "from_bot": message.from_bot,
        "kind": message.kind,
        "text": message.text,
        "raw": message.raw,
        "formats": message.entities,
        "edited": message.edited,
        "deleted": message.deleted,
        "update_id": message.update_id,
        "reply_to": message.reply_to,
        "buttons": [[button._asdict() for button in row] for row in message.buttons],
        "file": _file(message.file) if message.file else None,
    }


def _file(file: StoredFile) -> Json:
    return {"id": file.file_id, "name": file.name, "mime": file.mime, "size": len(file.content)}


def event(phone: Phone, happened: Event) -> Json:
    """Return an event of the screen."""
    data = happened.data
    if isinstance(data, Shown):
        data = shown(data)
    elif happened.kind == "toast":
        press, toast = data
        data = {"press_id": press.press_id, "text": toast.text, "alert": toast.alert}
    return {"n": happened.number, "kind": happened.kind, "phone": phone.phone_id, "data": data}
