"""Chats as a bot may ask about them, and leaving a group."""

from sandbox.calls import Call
from sandbox.chats import Shape
from sandbox.membership import tell_membership
from sandbox.refusals import Refusal, bad_request, not_found


def get_chat(call: Call) -> Shape:
    """Return the chat; Bale's is short and does not parse in PTB (platforms: §3 MS)."""
    chat = call.chat()
    if call.bot.bale:
        return chat.shape
    return chat.shape | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }


def get_chat_member(call: Call) -> Shape:
    """Return a member; on Bale a bot that is no administrator may not ask in a group (platforms: §6)."""
    chat = call.chat()
    if call.bot.bale and chat.kind != "private":
        raise Refusal(403, "Forbidden: permission_denied")
    user_id = call.integer("user_id")
    if user_id == call.bot.bot_id:
        return {"status": "member", "user": call.bot.shape}
    if chat.kind == "private" and user_id != chat.chat_id:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return {"status": "member", "user": chat.members.get(user_id, {"id": user_id, "is_bot": False})}


def get_chat_member_count(call: Call) -> int:
    """Count the members; whether Bale knows this name too is not settled (platforms: §2, §11)."""
    if call.bot.bale and not call.bot.switches.member_count_alias:
        raise not_found()
    return get_chat_members_count(call)


def get_chat_members_count(call: Call) -> int:
    """Count the members, the bot among them, under the name that Bale documents and Telegram had before."""
    return len(call.chat().members) + 1


def leave_chat(call: Call) -> bool:
    """Leave a group."""
    chat = call.chat()
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.blocked = True
    tell_membership(call.bot, chat, call.bot.shape, "member", "left")
    return True
