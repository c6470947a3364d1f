"""Hearing: what a telegram.Update says, cleaned once, in the words of `bot.said`."""

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType

from bot.language.cleaning import clean
from bot.said import Contact, Edited, File, Heard, Location, Sender, Tap, Text, Unreadable

LONGEST_TEXT = 4096
"""Characters of a message that are looked at; messengers allow no more."""
LONGEST_NAME = 64


def hear(update: Update, platform: str) -> tuple[Sender, Heard] | None:
    """Return who said what, None for what nobody said (a block, a poll, a post)."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None or user.is_bot:
        return None
    sender = Sender(platform, user.id, chat.id, chat.type == ChatType.PRIVATE, clean(user.full_name, LONGEST_NAME))
    if update.callback_query:
        return sender, _hear_press(update.callback_query)
    if update.edited_message:
        return sender, Edited()
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
        return Location(message.location.latitude, message.location.longitude)
    return _hear_file(message) or Unreadable()


def _hear_file(message: Message) -> File | None:
    caption = clean(message.caption or "", 1024)
    if message.photo:
        photo = message.photo[-1]
        return File("photo", photo.file_id, "", photo.file_size or 0, "image/jpeg", caption)
    if message.document:
        document = message.document
        name = clean(document.file_name or "", LONGEST_NAME)
        return File("document", document.file_id, name, document.file_size or 0, document.mime_type or "", caption)
    if message.voice:
        voice = message.voice
        return File("voice", voice.file_id, "", voice.file_size or 0, voice.mime_type or "", caption)
    return None
