"""Asks a messenger who our bot is and what time it is there: what `mehvar check` wants to know."""

from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp

from bot.config import PlatformConfig
from bot.delivery.outcomes import Sent
from handlers.edge.outcomes import read_answer, read_failure
from handlers.edge.wire import WireAnswer, open_wire


@dataclass(frozen=True)
class Introduction:
    """What a messenger said: the bot's user name or a problem, and how many seconds its clock is ahead of ours."""

    platform: str
    username: str = ""
    problem: str = ""
    ahead: float | None = None


async def ask_who_we_are(config: PlatformConfig) -> Introduction:
    """Call getMe; every failure is an answer, none an exception."""
    try:
        async with open_wire(config) as wire:
            answer = await wire.post("getMe", {}, timeout=15)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as problem:
        return Introduction(config.name, problem=getattr(read_failure(problem), "reason", ""))
    outcome = read_answer(answer)
    if not isinstance(outcome, Sent):
        return Introduction(
            config.name, problem=getattr(outcome, "reason", type(outcome).__name__), ahead=_ahead(answer)
        )
    return Introduction(config.name, str(answer.content["result"].get("username", "")), ahead=_ahead(answer))


def _ahead(answer: WireAnswer) -> float | None:
    return (answer.moment - datetime.now(UTC)).total_seconds() if answer.moment else None
