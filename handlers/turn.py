"""The way of an update through python-telegram-bot: parsed, routed to its door, and marked as done."""

import json
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import Application, BaseHandler, CallbackQueryHandler

from bot.delivery.dead_letters import UnreadableUpdateError
from bot.delivery.turn import TURN, Turn
from bot.older import ever_called
from bot.said import Heard, Sender
from handlers.edge.dialect import Dialect
from handlers.hear import hear

UseCase = Callable[[Turn, Sender, Heard], Awaitable[None]]
Callback = Callable[[Update, Any], Coroutine[Any, Any, None]]
AnyApplication = Application[Any, Any, Any, Any, Any, Any]
AnyHandler = BaseHandler[Any, Any, Any]


def door(use_case: UseCase) -> Callback:
    """Return a handler that hears an update and hands it to a use case, inside the turn's transaction."""

    async def enter(update: Update, _context: object) -> None:
        turn = TURN.get()
        if heard := hear(update, turn.row.platform):
            sender, said = heard
            turn.callback_id = update.callback_query.id if update.callback_query else ""
            turn.said_at = update.message.date if update.message else turn.row.received_at
            if await turn.hears(private=sender.private):
                await use_case(turn, sender, said)
                turn.weigh()
        turn.done = True

    return enter


def pressed(use_case: UseCase, *flows: str) -> AnyHandler:
    """Return the door of the buttons that flows stand before, under every name that they ever had."""
    names = "|".join(name for flow in flows for name in ever_called(flow))
    return CallbackQueryHandler(door(use_case), pattern=rf"^({names}):")


async def run_turn(application: AnyApplication, dialect: Dialect, turn: Turn) -> None:
    """Parse a stored update and let the doors handle it; raises UnreadableUpdateError where it has no shape."""
    try:
        raw = dialect.complete(json.loads(turn.row.raw))
        update = Update.de_json(raw, application.bot)
        update.effective_message, update.effective_user, update.effective_chat  # noqa: B018 - some fail only here
    except Exception as problem:
        raise UnreadableUpdateError(type(problem).__name__) from problem
    await application.process_update(update)


async def note_problem(_update: object, context: Any) -> None:
    """Keep what a door raised where the dispatcher finds it; `process_update` itself swallows it."""
    TURN.get().problem = context.error
