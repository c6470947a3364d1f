"""What the wire's answers and failures say about a message."""

import asyncio
import json
from pathlib import Path
from typing import Any, cast

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey

from bot.delivery.outcomes import Blocked, Gone, Outcome, Rejected, RetryAfter, Sent, Uncertain, Unsent
from bot.delivery.outgoing_files import OutgoingFiles
from handlers.edge.dialect import BALE, TELEGRAM
from handlers.edge.messenger import PlatformMessenger
from handlers.edge.outcomes import read_answer, read_failure
from handlers.edge.wire import Wire, WireAnswer
from storage.outgoing import Outgoing

KEY = ConnectionKey("127.0.0.1", 443, is_ssl=True, ssl=True, proxy=None, proxy_auth=None, proxy_headers_hash=None)

NO_FILES = OutgoingFiles(Path("nowhere"))


class ScriptedWire:
    """Gives one answer, or raises it."""

    def __init__(self, answer: WireAnswer | Exception) -> None:
        self.dialect = TELEGRAM
        self.answer = answer
        self.calls: list[tuple[str, dict[str, Any]]] = []

    async def post(self, method: str, fields: dict[str, Any], **_timeout: float) -> WireAnswer:
        self.calls.append((method, fields))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def row(operation: str = "send", buttons: str = "") -> Outgoing:
    return Outgoing(1, "abcdefghij", "telegram", 5, None, "reply", operation, None, "text", buttons, "", "", 0)


def answered(status: int, **content: object) -> WireAnswer:
    return WireAnswer(status, json.dumps(content).encode())


def refused(status: int, description: str) -> WireAnswer:
    return answered(status, ok=False, error_code=status, description=description)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (answered(200, ok=True, result={"message_id": 7}), Sent(7)),
        (answered(200, ok=True, result={"message_id": 0}), Sent(None)),
        (answered(200, ok=True, result=True), Sent(None)),
        (refused(429, "Too Many Requests"), RetryAfter(None)),
        (refused(403, "Forbidden: bot was blocked by the user"), Blocked("Forbidden: bot was blocked by the user")),
        (refused(400, "Bad Request: chat not found"), Blocked("Bad Request: chat not found")),
        (refused(404, "no such group or user"), Blocked("no such group or user")),
        (refused(400, "Bad Request: message is not modified: same"), Sent(None)),
        (refused(400, "Bad Request: message to edit not found"), Gone("Bad Request: message to edit not found")),
        (refused(400, "Bad Request: can't parse entities"), Rejected("Bad Request: can't parse entities")),
        (refused(401, "Unauthorized"), Unsent("Unauthorized")),
        (refused(403, "Bad Request: Token not found"), Unsent("Bad Request: Token not found")),
        (refused(500, "Internal Server Error"), Uncertain("Internal Server Error", hardly=True)),
        (WireAnswer(502, b"<html>"), Uncertain("HTTP 502", hardly=True)),
        (WireAnswer(200, b"<html>"), Uncertain("an answer without a word", hardly=False)),
        (WireAnswer(200, b"[" * 100_000), Uncertain("an answer without a word", hardly=False)),
    ],
)
def test_answers_are_read_by_status_and_words(answer: WireAnswer, outcome: Outcome) -> None:
    assert read_answer(answer) == outcome


@pytest.mark.parametrize(
    ("problem", "sure"),
    [
        (aiohttp.ClientConnectorError(KEY, OSError(111, "refused")), True),
        (aiohttp.ClientConnectorDNSError(KEY, OSError(-2, "unknown")), True),
        (aiohttp.ConnectionTimeoutError(), True),
        (aiohttp.ClientProxyConnectionError(KEY, OSError(111, "refused")), True),
        (aiohttp.ServerDisconnectedError(), False),
        (aiohttp.ClientOSError(104, "reset"), False),
        (aiohttp.SocketTimeoutError(), False),
        (aiohttp.ClientPayloadError(), False),
        (TimeoutError(), False),
        (ConnectionResetError(), False),
        (ValueError("odd"), False),
    ],
)
async def test_only_a_connection_that_never_stood_is_surely_unsent(problem: Exception, sure: bool) -> None:
    outcome = read_failure(problem)
    assert isinstance(outcome, Unsent) is sure
    assert await PlatformMessenger(cast("Wire", ScriptedWire(problem)), NO_FILES).deliver(row(), None) == outcome


async def test_a_deletion_of_what_never_arrived_asks_nobody() -> None:
    wire = ScriptedWire(TimeoutError())
    assert isinstance(await PlatformMessenger(cast("Wire", wire), NO_FILES).deliver(row("delete"), None), Gone)
    assert wire.calls == []


async def test_a_button_that_no_messenger_takes_is_refused_here() -> None:
    wire = ScriptedWire(TimeoutError())
    buttons = json.dumps(["a" * 60, [[["label", "name"]]]])
    assert isinstance(
        await PlatformMessenger(cast("Wire", wire), NO_FILES).deliver(row(buttons=buttons), None), Rejected
    )
    assert wire.calls == []


@pytest.mark.parametrize("problem", [TimeoutError(), ValueError(), aiohttp.ClientError(), asyncio.InvalidStateError()])
async def test_a_press_that_cannot_be_answered_troubles_nobody(problem: Exception) -> None:
    await PlatformMessenger(cast("Wire", ScriptedWire(problem)), NO_FILES).answer_tap("1", "toast")


def test_bale_hears_neither_parse_mode_nor_reply_parameters() -> None:
    fields = {"chat_id": 1, "text": "t", "parse_mode": "HTML", "reply_parameters": {"message_id": 9}}
    assert BALE.phrase(fields) == {"chat_id": 1, "text": "t", "reply_to_message_id": 9}
    assert TELEGRAM.phrase(fields) == fields
