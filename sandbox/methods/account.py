"""The bot itself: who it is, its commands, and the webhook that this messenger does not serve."""

import re
from typing import Any

from sandbox.calls import Call
from sandbox.chats import Shape
from sandbox.refusals import bad_request

COMMAND = re.compile(r"/?[a-z0-9_]{1,32}")  # platforms: §8 PTB constants


def get_me(call: Call) -> Shape:
    """Return the bot as a User."""
    if call.bot.bale:
        return call.bot.shape
    more = ("can_join_groups", "can_read_all_group_messages", "supports_inline_queries")
    return call.bot.shape | {name: name == "can_join_groups" for name in more}


def set_webhook(call: Call) -> bool:
    """Accept only the empty address, which turns the webhook off."""
    if call.text("url"):
        raise bad_request("the local messenger has no webhooks; use getUpdates")
    return True


def delete_webhook(call: Call) -> bool:
    """Drop what waits if asked; on Bale that is a no-op (platforms: §3 TB)."""
    if call.flag("drop_pending_updates") and not call.bot.bale:
        call.bot.queue.clear()
    return True


def get_webhook_info(call: Call) -> Shape:
    """Return that there is none; Bale's answer is the address only (platforms: §3 MS)."""
    if call.bot.bale:
        return {"url": ""}
    return {"url": "", "has_custom_certificate": False, "pending_update_count": len(call.bot.queue)}


def set_my_commands(call: Call) -> bool:
    """Keep the list of commands."""
    commands = call.structure("commands", "commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands JSON object")
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        _check_command(command)
    call.bot.commands = commands
    return True


def get_my_commands(call: Call) -> list[Any]:
    """Return the kept list."""
    return call.bot.commands


def _check_command(command: Any) -> None:
    if not isinstance(command, dict) or not COMMAND.fullmatch(str(command.get("command", ""))):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command.get("description", ""))) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
