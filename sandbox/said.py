"""What a person does, turned into messages and updates as each platform writes them."""

import re
from typing import Any

from sandbox import shapes
from sandbox.bots import Bot
from sandbox.chats import Chat, Shape, Shown, User
from sandbox.formatting_bale import units
from sandbox.formatting_telegram import clean
from sandbox.presses import Press

COMMAND = re.compile(r"(?:(?<=\s)|^)/[A-Za-z0-9_]{1,32}(?:@\w+)?")


def put_message(bot: Bot, chat: Chat, user: User, kind: str = "text", **fields: Any) -> Shown:
    """Show a person's message and queue its update; its text is cleaned as the platform does."""
    raw = fields.pop("text", "")
    text = raw if bot.bale else clean(raw).strip()
    fields.setdefault("entities", commands_in(bot, text) if kind == "text" else [])
    shown = bot.new_message(chat, user, kind=kind, text=text, raw=text, **fields)
    chat.add(shown)
    if chat.kind == "private":
        bot.limits.heard()
    shown.update_id = bot.queue.put("message", shapes.message(bot, chat, shown))
    return shown


def put_edit(bot: Bot, chat: Chat, shown: Shown, text: str) -> None:
    """Change a person's message and queue `edited_message`."""
    shown.text = shown.raw = text if bot.bale else clean(text).strip()
    shown.entities = commands_in(bot, shown.text)
    shown.edited = bot.now()
    chat.note("edit", shown)
    bot.queue.put("edited_message", shapes.message(bot, chat, shown))


def put_press(bot: Bot, chat: Chat, user: User, shown: Shown, data: str) -> Press:
    """Queue a press of an inline button."""
    now = bot.clock.timestamp()
    old_client = bot.bale and bot.switches.old_client
    press = bot.presses.add(chat, user.user_id, data, now, old_client=old_client)
    body = {"id": press.press_id, "from": user.shape, "message": shapes.message(bot, chat, shown)}
    if not bot.bale or bot.switches.chat_instance:  # platforms: §3, not settled on Bale
        body["chat_instance"] = str(chat.chat_id * 7919)
    bot.queue.put("callback_query", body | {"data": data})
    return press


def commands_in(bot: Bot, text: str) -> list[Shape]:
    """Return bot_command entities; on Bale only when switched on (platforms: §3 GP, BI against SB)."""
    if "/" not in text or (bot.bale and not bot.switches.command_entities):
        return []
    return [
        {"type": "bot_command", "offset": units(text[: m.start()]), "length": units(m[0])}
        for m in COMMAND.finditer(text)
    ]


def forwarded_from(bot: Bot, sender: Shape, date: int) -> Shape:
    """Return the mark of a forward: legacy fields on Bale (platforms: §3 GO, LV, PB)."""
    if bot.bale:
        return {"forward_from": sender, "forward_date": date}
    return {"forward_origin": {"type": "user", "date": date, "sender_user": sender}}
