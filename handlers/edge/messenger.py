"""A platform as the outbox sees it: sends, edits and deletes rows, and answers button presses."""

import logging
from typing import Any

from bot.delivery.attachment import Attachment, read_attachment
from bot.delivery.outcomes import Gone, Outcome, Rejected
from bot.delivery.outgoing_files import OutgoingFiles
from handlers.edge.known_files import KnownFiles
from handlers.edge.outcomes import read_answer, read_failure
from handlers.edge.rendering import to_markup
from handlers.edge.wire import Wire
from storage.outgoing import Outgoing

FILE_METHODS = {"photo": "sendPhoto", "document": "sendDocument", "voice": "sendVoice", "place": "sendLocation"}
UPLOADS = {"sendPhoto", "sendDocument", "sendVoice"}
log = logging.getLogger(__name__)


class PlatformMessenger:
    """Implements `bot.delivery.outcomes.Messenger` on a wire; ``outgoing`` holds the files to be sent."""

    def __init__(self, wire: Wire, outgoing: OutgoingFiles) -> None:
        self._wire = wire
        self._outgoing = outgoing
        self._known = KnownFiles()
        self.platform = wire.dialect.name

    async def deliver(self, row: Outgoing, message_id: int | None) -> Outcome:
        """Send, edit or delete; every failure is an outcome, none an exception."""
        if message_id is None and row.clears:
            return Gone("it never arrived")
        try:
            method, fields = self._phrase(row, message_id)
        except ValueError as problem:
            return Rejected(str(problem))
        try:
            if method in UPLOADS:
                return await self._upload(method, fields, read_attachment(row.file))
            return read_answer(await self._wire.post(method, fields))
        except Exception as problem:  # noqa: BLE001 - a proxy library's own errors too; the lane must go on
            return read_failure(problem)

    async def _upload(self, method: str, fields: dict[str, Any], file: Attachment) -> Outcome:
        if known := self._known.get(file):
            outcome = read_answer(await self._wire.post(method, fields | {file.kind: known}))
            if not isinstance(outcome, Rejected):
                return outcome
            self._known.forget(file)
        try:
            content = self._outgoing.open(file)
        except FileNotFoundError:
            return Rejected("its file is gone")
        with content:
            answer = await self._wire.send_file(method, fields, file, content)
        if self._wire.dialect.takes_file_ids:
            self._known.learn(file, answer.content.get("result"))
        return read_answer(answer)

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
        if row.strips:
            return "editMessageReplyMarkup", fields | {"message_id": message_id}
        if row.text:
            fields["caption" if row.operation == "file" else "text"] = self._wire.dialect.render(row.text)
        if self._wire.dialect.parse_mode:
            fields["parse_mode"] = self._wire.dialect.parse_mode
        if markup := to_markup(row):
            fields["reply_markup"] = markup
        if row.operation == "edit":
            return "editMessageText", fields | {"message_id": message_id}
        if row.operation == "file":
            file = read_attachment(row.file)
            point = {"latitude": file.latitude, "longitude": file.longitude} if file.kind == "place" else {}
            return FILE_METHODS[file.kind], fields | point
        return "sendMessage", fields
