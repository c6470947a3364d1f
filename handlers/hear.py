"""Hearing: what a telegram.Update says, cleaned once, in the words of `bot.said`."""

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType

from bot.language.cleaning import clean
from bot.said import Contact, Edited, File, Heard, Location, Sender, Tap, Text, Unreadable

LONGEST_TEXT = 4096
"""Characters of a message that are looked at; messengers allow no more."""
LONGEST_NAME = 64
LONGEST_FILE_NAME = 255


def hear(update: Update, platform: str) -> tuple[Sender, Heard] | None:
    """Return who said what, None for what nobody said (a block, a poll, a post)."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None or user.is_bot:
        return None
    sender = Sender(
        platform, user.id, chat.id, chat.type == ChatType.PRIVATE, " ".join(clean(user.full_name, LONGEST_NAME).split())
    )
    if update.callback_query:
        return sender, _hear_press(update.callback_query)
    if update.edited_message:
        # a place that is shared live moves by edits; its first point was heard
        return None if update.edited_message.location else (sender, Edited())
    return (sender, _hear_message(update.message, user.id)) if update.message else None


def _hear_press(press: CallbackQuery) -> Heard:
    _flow, _, rest = (press.data or "").partition(":")
    token, _, index = rest.partition(":")
    return Tap(token, int(index)) if index.isascii() and index.isdigit() and len(index) < 4 else Tap("", 0)


def _hear_message(message: Message, user_id: int) -> Heard:
    forwarded = message.forward_origin is not None or "forward_from" in message.api_kwargs
    if message.text is not None:
        return Text(clean(message.text, LONGEST_TEXT), forwarded)
    if message.contact:
        own = message.contact.user_id == user_id and not forwarded
        return Contact(message.contact.phone_number, own)
    if message.location:
        return _hear_location(message.location.latitude, message.location.longitude)
    return _hear_file(message) or Unreadable()


def _hear_location(latitude: float, longitude: float) -> Heard:
    on_earth = abs(latitude) <= 90 and abs(longitude) <= 180  # which NaN is not either
    return Location(latitude, longitude) if on_earth else Unreadable()


def _hear_file(message: Message) -> File | None:
    caption, album = clean(message.caption or "", 1024), message.media_group_id or ""
    if message.photo:
        photo = message.photo[-1]
        return File("photo", photo.file_id, "", photo.file_size or 0, "image/jpeg", caption, album)
    if message.document:
        file = message.document
        name = clean(file.file_name or "", LONGEST_FILE_NAME)
        return File("document", file.file_id, name, file.file_size or 0, file.mime_type or "", caption, album)
    if message.voice:
        voice = message.voice
        return File("voice", voice.file_id, "", voice.file_size or 0, voice.mime_type or "", caption)
    return None
