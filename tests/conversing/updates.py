"""Updates as a messenger writes them: of what was said, tapped or sent in a chat."""

from datetime import datetime
from typing import Any

from storage.outgoing import Outgoing
from tests.conversing.folk import Chat

Update = dict[str, Any]
FILE = {"file_id": "f1", "file_unique_id": "u1", "file_size": 2048}
PHOTO = {"photo": [FILE | {"width": 640, "height": 480}]}
VOICE = {"voice": FILE | {"duration": 3, "mime_type": "audio/ogg"}}
LETTER = {"document": FILE | {"file_name": "letter.pdf", "mime_type": "application/pdf"}}
PLACE = {"location": {"latitude": 31.89, "longitude": 54.35}}
STICKER = {"sticker": FILE | {"width": 64, "height": 64, "is_animated": False, "is_video": False, "type": "regular"}}


def message(chat: Chat, now: datetime, **fields: Any) -> Update:
    """Return a message of the chat's owner."""
    return {"message": _message(chat, now) | fields}


def text(chat: Chat, now: datetime, words: str) -> Update:
    """Return a typed message; a command is marked as one."""
    marks = (
        [{"type": "bot_command", "offset": 0, "length": len(words.split(maxsplit=1)[0])}]
        if words.startswith("/")
        else []
    )
    return message(chat, now, text=words, entities=marks)


def forward(chat: Chat, now: datetime, words: str) -> Update:
    """Return somebody else's words, forwarded."""
    origin = {"type": "hidden_user", "date": int(now.timestamp()), "sender_user_name": "کسی"}
    return message(chat, now, text=words, forward_origin=origin)


def edit(chat: Chat, now: datetime, words: str) -> Update:
    """Return an edited message."""
    return {"edited_message": _message(chat, now) | {"edit_date": int(now.timestamp()), "text": words}}


def contact(chat: Chat, now: datetime, phone: str, *, own: bool) -> Update:
    """Return a contact that was shared."""
    return message(
        chat, now, contact={"phone_number": phone, "first_name": "نام", "user_id": chat.number if own else 5}
    )


def tap(chat: Chat, now: datetime, row: Outgoing, flow: str, index: int) -> Update:
    """Return the tap on a button of a row."""
    press = {"id": str(row.id), "from": _user(chat), "chat_instance": "1", "data": f"{flow}:{row.token}:{index}"}
    return {"callback_query": press | {"message": _message(chat, now)}}


def _message(chat: Chat, now: datetime) -> Update:
    room = {"id": chat.number, "type": "private", "first_name": "کاربر"}
    return {"message_id": 1, "date": int(now.timestamp()), "chat": room, "from": _user(chat)}


def _user(chat: Chat) -> Update:
    return {"id": chat.number, "is_bot": False, "first_name": "کاربر"}
