"""The entrance of every door: private chats alone, people on the roster, in the form of address they wished."""

from collections.abc import Awaitable, Callable

from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.delivery.turn import Turn
from bot.language.catalogue import t
from bot.people.caller import Caller, meet
from bot.said import Heard, Sender
from handlers.registering.addressing import ask_address
from handlers.registering.registering import hear_stranger
from storage import ledger
from storage.outbox import Address, Letter

Open = Callable[[Turn, Caller], Awaitable[None]]
UseCase = Callable[[Turn, Sender, Heard], Awaitable[None]]


def only_private(use_case: UseCase) -> UseCase:
    """Let a use case hear private chats; a group gets one neutral line, and is left."""

    async def hear(turn: Turn, sender: Sender, said: Heard) -> None:
        if sender.private:
            await use_case(turn, sender, said)
        else:
            await _leave_group(turn, sender)

    return hear


def opening(open_it: Open) -> UseCase:
    """Return a use case that opens something for a person on the roster."""
    return hearing(lambda turn, caller, _said: open_it(turn, caller))


def hearing(take_it: Callable[[Turn, Caller, Heard], Awaitable[None]]) -> UseCase:
    """Return a use case that takes what a person on the roster said, in whatever conversation they are."""

    async def begin(turn: Turn, sender: Sender, said: Heard) -> None:
        account, caller = await meet(turn.tx, sender, turn.now)
        if caller is None:
            await hear_stranger(turn, account, said)
        elif caller.person.address is None:
            await ask_address(turn, caller, t("people.first"))
        else:
            await take_it(turn, caller, said)

    return only_private(begin)


async def _leave_group(turn: Turn, sender: Sender) -> None:
    address = Address(sender.platform, sender.chat_id)
    if await ledger.enter(turn.tx, turn.now, ("group", f"{sender.platform}:{sender.chat_id}", f"{turn.now:%Y-%m-%d}")):
        await post(turn.tx, address, Screen(t("people.group")), turn.now, Letter("", inbox_id=turn.row.id))
        await post(turn.tx, address, Screen(""), turn.now, Letter("", operation="leave"))
