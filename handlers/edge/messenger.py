"""A platform as the outbox sees it: sends, edits and deletes rows, and answers button presses."""

import logging
from typing import Any

from bot.delivery.outcomes import Gone, Outcome, Outgoing, Refused
from handlers.edge.outcomes import read_answer, read_failure
from handlers.edge.rendering import to_markup
from handlers.edge.wire import Wire

log = logging.getLogger(__name__)


class PlatformMessenger:
    """Implements `bot.delivery.outcomes.Messenger` on a wire."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self.platform = wire.dialect.name

    async def deliver(self, row: Outgoing, message_id: int | None) -> Outcome:
        """Send, edit or delete; every failure is an outcome, none an exception."""
        if row.operation == "delete" and message_id is None:
            return Gone("it never arrived")
        try:
            method, fields = self._phrase(row, message_id)
        except ValueError as problem:
            return Refused(str(problem))
        try:
            return read_answer(await self._wire.post(method, fields))
        except Exception as problem:  # noqa: BLE001 - a proxy library's own errors too; the lane must go on
            return read_failure(problem)

    async def answer_tap(self, callback_id: str, toast: str) -> None:
        """Answer a press; «query is too old» and silence are of no consequence."""
        fields = {"callback_query_id": callback_id, **({"text": toast[:200]} if toast else {})}
        try:
            await self._wire.post("answerCallbackQuery", fields, timeout=10)
        except Exception as problem:  # noqa: BLE001 - as above
            log.debug("a press was not answered: %s", type(problem).__name__)

    def _phrase(self, row: Outgoing, message_id: int | None) -> tuple[str, dict[str, Any]]:
        fields: dict[str, Any] = {"chat_id": row.chat_id}
        if row.operation == "leave":
            return "leaveChat", fields
        if row.operation == "delete":
            return "deleteMessage", fields | {"message_id": message_id}
        fields["text"] = self._wire.dialect.render(row.text)
        if self._wire.dialect.parse_mode:
            fields["parse_mode"] = self._wire.dialect.parse_mode
        if markup := to_markup(row):
            fields["reply_markup"] = markup
        if row.operation == "edit":
            return "editMessageText", fields | {"message_id": message_id}
        return "sendMessage", fields
