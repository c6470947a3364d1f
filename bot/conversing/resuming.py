"""Where a person stands in a conversation: how it is kept, and how it is taken up again."""

from typing import Any

from bot import stored
from bot.conversing.flow import FLOWS, Flow
from bot.older import now_called
from bot.people.caller import Caller
from storage import conversations
from storage.conversations import Conversation
from storage.transaction import Reading

NOWHERE = Conversation("", "{}", None)
"""Where somebody stands who is in no conversation."""


def kept(flow: Flow[Any, Any, Any], state: object, screen: int | None) -> Conversation:
    """Return a conversation as it is stored; ``screen`` is the outgoing row whose buttons are live."""
    return Conversation(flow.name, stored.dump(state), screen)


def resume(held: Conversation | None) -> tuple[Flow[Any, Any, Any], Any] | None:
    """Return the flow and the state that a stored conversation stands in.

    None: there is none, or its flow is gone or its state cannot be read; then the person is shown the menu.
    """
    flow = FLOWS.get(now_called(held.flow)) if held else None
    state = stored.read(flow.state, f"state:{flow.name}", held.state) if held and flow else None
    return None if flow is None or state is None else (flow, state)


async def open_now(tx: Reading, caller: Caller) -> tuple[Flow[Any, Any, Any], Any] | None:
    """Return the conversation that is open and its state, if this person may still go on with it."""
    held = resume(await conversations.get(tx, caller.person.id))
    return held if held and (not held[0].roles or caller.has(*held[0].roles)) else None
