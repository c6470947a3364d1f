"""The update that tells a bot that it was blocked, let in, added or removed."""

from sandbox.bots import Bot
from sandbox.chats import Chat, Shape


def tell_membership(bot: Bot, chat: Chat, who: Shape, before: str, after: str) -> None:
    """Queue my_chat_member; Bale announces nothing (platforms: §3)."""
    if bot.bale:
        return
    bot.queue.put(
        "my_chat_member",
        {
            "chat": chat.shape,
            "from": who,
            "date": bot.now(),
            "old_chat_member": _member(bot, before),
            "new_chat_member": _member(bot, after),
        },
    )


def _member(bot: Bot, status: str) -> Shape:
    member: Shape = {"user": bot.shape, "status": status}
    return member | {"until_date": 0} if status == "kicked" else member
