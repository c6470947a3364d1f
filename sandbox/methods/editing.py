"""Changing and deleting what was sent."""

from typing import Any

from sandbox import shapes
from sandbox.calls import Call
from sandbox.chats import Chat, Shape, Shown
from sandbox.keyboards import inline_rows, read_markup
from sandbox.methods.sending import TEXT_LIMIT, written
from sandbox.refusals import bad_request

SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as"
    " a current content and reply markup of the message"
)
DELETE_WITHIN = 48 * 3600  # platforms: §2 GO; §8


def edit_message_text(call: Call) -> Shape:
    """Change a text; a keyboard that is not given again is taken away."""
    chat = call.chat()
    shown = _own(call, chat)
    words = written(call, "text", TEXT_LIMIT, "MESSAGE_TOO_LONG")
    if not words["text"]:
        raise bad_request("message text is empty")
    if shown.kind != "text":
        raise bad_request("there is no text in the message to edit")
    return _change(call, chat, shown, words | {"markup": inline_rows(read_markup(call), edit=True)})


def edit_message_reply_markup(call: Call) -> Shape:
    """Change or take away the inline keyboard."""
    chat = call.chat()
    shown = _own(call, chat)
    return _change(call, chat, shown, {"markup": inline_rows(read_markup(call), edit=True)})


def delete_message(call: Call) -> bool:
    """Delete within 48 hours."""
    chat = call.chat()
    shown = _find(call, chat, "message to delete not found")
    if call.bot.now() - shown.date > DELETE_WITHIN:
        raise bad_request("message can't be deleted for everyone")
    shown.deleted = True
    chat.note("delete", shown)
    return True


def _change(call: Call, chat: Chat, shown: Shown, fields: dict[str, Any]) -> Shape:
    compared = ("text", "entities", "markup")
    if not call.bot.bale and all(getattr(shown, k) == fields[k] for k in compared if k in fields):
        raise bad_request(SAME)
    call.bot.limits.spend(chat, call.bot.clock.timestamp())
    shown.edited = call.bot.now()
    if not call.bot.bale or call.bot.switches.edits:  # platforms: §4 GC, not settled
        for name, value in fields.items():
            setattr(shown, name, value)
        chat.note("edit", shown)
    return shapes.edit_stub(chat, shown) if call.bot.bale else shapes.message(call.bot, chat, shown)


def _own(call: Call, chat: Chat) -> Shown:
    shown = _find(call, chat, "message to edit not found")
    if not shown.from_bot:
        raise bad_request("message can't be edited")
    return shown


def _find(call: Call, chat: Chat, missing: str) -> Shown:
    message_id = call.integer("message_id")
    if not message_id and not call.bot.bale:
        raise bad_request("message identifier is not specified")
    shown = chat.messages.get(message_id)
    if shown is None or shown.deleted:
        raise bad_request(missing)
    return shown
