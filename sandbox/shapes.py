"""The Bot API's objects as each platform writes them: user, chat, message, file."""

from typing import Any

from sandbox.bots import Bot
from sandbox.chats import Chat, Shape, Shown
from sandbox.files import StoredFile


def user(user_id: int, first_name: str, username: str | None, *, bale: bool) -> Shape:
    """Return a User; Bale's carries an empty last name and no language (platforms: §3 SB, BM)."""
    shape: Shape = {"id": user_id, "is_bot": False, "first_name": first_name}
    if bale:
        shape |= {"last_name": "", "username": username or ""}
    else:
        shape |= {"language_code": "fa"} | ({"username": username} if username else {})
    return shape


def private_chat(user_id: int, first_name: str, username: str | None, *, bale: bool) -> Shape:
    """Return a private Chat; Bale adds empty extras (platforms: §3 SB, BM)."""
    shape: Shape = {"id": user_id, "type": "private", "first_name": first_name}
    if username:
        shape["username"] = username
    return shape | _bale_extras() if bale else shape


def group_chat(chat_id: int, title: str, *, bale: bool) -> Shape:
    """Return a group Chat."""
    shape: Shape = {"id": chat_id, "type": "group", "title": title}
    if bale:
        return _bale_extras() | shape
    return shape | {"all_members_are_administrators": True}


def _bale_extras() -> Shape:
    return {
        "last_name": "",
        "title": "",
        "photo": None,
        "pinned_message": None,
        "all_members_are_administrators": False,
    }


def message(bot: Bot, chat: Chat, shown: Shown) -> Shape:
    """Return a Message. What people type carries its text; what was rendered on Bale is sent back raw."""
    shape: Shape = {
        "message_id": shown.message_id,
        "from": shown.sender,
        "chat": chat.shape,
        "date": shown.date,
    }
    if shown.edited is not None:
        shape["edit_date"] = shown.edited
    shape |= shown.content
    words = shown.raw if bot.bale else shown.text
    if shown.kind == "text":
        shape["text"] = words
    elif words:
        shape["caption"] = words
    if shown.entities and not (bot.bale and shown.from_bot):
        shape["entities" if shown.kind == "text" else "caption_entities"] = shown.entities
    if shown.markup:
        shape["reply_markup"] = {"inline_keyboard": shown.markup}
    if shown.reply_to in chat.messages and shown.reply_to is not None:
        shape["reply_to_message"] = _without_reply(bot, chat, chat.messages[shown.reply_to])
    return shape


def _without_reply(bot: Bot, chat: Chat, shown: Shown) -> Shape:
    reply_to, shown.reply_to = shown.reply_to, None
    try:
        return message(bot, chat, shown)
    finally:
        shown.reply_to = reply_to


def edit_stub(chat: Chat, shown: Shown) -> Shape:
    """Return what Bale answers to an edit (platforms: §2 BM, seen 2026-10)."""
    return {
        "message_id": 0,
        "date": shown.date,
        "chat": {"id": chat.chat_id, "type": chat.kind, "photo": None},
        "edit_date": shown.edited,
    }


def file_shape(stored: StoredFile) -> Shape:
    """Return the part that every file object begins with."""
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.content),
    }


def photo(stored: StoredFile, width: int, height: int) -> Shape:
    """Return a message's photo, one size."""
    return {"photo": [file_shape(stored) | {"width": width, "height": height}]}


def document(stored: StoredFile) -> Shape:
    """Return a message's document."""
    return {"document": file_shape(stored) | {"file_name": stored.name, "mime_type": stored.mime}}


def voice(stored: StoredFile, duration: int | None) -> Shape:
    """Return a message's voice; Bale may leave the duration out (platforms: §3 GO, PR against LV)."""
    shape: dict[str, Any] = file_shape(stored) | {"mime_type": stored.mime}
    return {"voice": shape if duration is None else shape | {"duration": duration}}


def sticker(stored: StoredFile) -> Shape:
    """Return a message's sticker."""
    more = {"width": 512, "height": 512, "type": "regular", "is_animated": False, "is_video": False}
    return {"sticker": file_shape(stored) | more}


def video(stored: StoredFile, duration: int) -> Shape:
    """Return a message's video."""
    return {"video": file_shape(stored) | {"width": 640, "height": 360, "duration": duration, "mime_type": stored.mime}}
