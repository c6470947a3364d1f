"""What a messenger's answer, or its silence, says about a message: read by class and status, then by words."""

import aiohttp

from bot.delivery.outcomes import Blocked, Gone, Outcome, Rejected, RetryAfter, Sent, Uncertain, Unsent
from handlers.edge.wire import WireAnswer

LONGEST_WAIT = 86_400
"""Seconds that we take from a messenger at most: what is beyond is no number of seconds."""
_NOT_THERE = ("chat not found", "no such group or user", "chat_id: must be a valid value")
_GONE = ("message to edit not found", "message can't be edited", "message to delete not found")


def read_failure(problem: Exception) -> Outcome:
    """Say what an exception of the wire means: only a connection that never stood is surely harmless."""
    reason = type(problem).__name__
    if isinstance(
        problem, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError | aiohttp.ClientProxyConnectionError
    ):
        return Unsent(reason)
    if type(problem).__module__.startswith("python_socks"):
        return Unsent(reason)
    return Uncertain(reason, hardly=False)


def read_answer(answer: WireAnswer) -> Outcome:
    """Say what an HTTP answer means."""
    content = answer.content
    if content.get("ok") is True:
        return Sent(_message_id(content.get("result")))
    status = content.get("error_code", answer.status) if content else answer.status
    reason = str(content.get("description", ""))[:200] or f"HTTP {status}"
    words = reason.lower()
    if _not_looked_at(status, words):
        return Unsent(reason)
    match status:
        case 429 | 420:
            return RetryAfter(_seconds(content))
        case 403:
            return Blocked(reason)
        case 400 | 404:
            return _read_refusal(words, reason)
        case int() if status >= 500:
            return Uncertain(reason, hardly=True)
        case 200:
            return Uncertain("an answer without a word", hardly=False)
        case _:
            return Rejected(reason)


def _not_looked_at(status: object, words: str) -> bool:
    """Say whether a wrong token or address was all that the messenger saw: Bale 403, Telegram 401, both 404."""
    no_such_bot = status == 404 and "no such group or user" not in words
    return status == 401 or no_such_bot or (status == 403 and "token not found" in words)


def _read_refusal(words: str, reason: str) -> Outcome:
    if "message is not modified" in words:
        return Sent(None)
    if any(known in words for known in _NOT_THERE):
        return Blocked(reason)
    if any(known in words for known in _GONE):
        return Gone(reason)
    return Rejected(reason)


def _message_id(result: object) -> int | None:
    """Return the id of a sent message; Bale answers an edit with 0, which is none."""
    found = result.get("message_id") if isinstance(result, dict) else None
    return found if isinstance(found, int) and found else None


def _seconds(content: dict[str, object]) -> float | None:
    parameters = content.get("parameters")
    found = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return float(min(found, LONGEST_WAIT)) if isinstance(found, int | float) and found >= 0 else None
