"""What the tests of the delivery road share: a messenger written by hand, updates that wait, loops that run."""

import asyncio
import contextlib
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.delivery.disk import DiskRoom
from bot.delivery.outcomes import Outcome, Sent
from storage import inbox
from storage.database import Database
from storage.inbox import Arrival, Inbound
from storage.outgoing import Outgoing

NOW = datetime(2026, 11, 10, 6, 0, tzinfo=UTC)
ADMIN_CHAT = 999
NO_RESERVE = DiskRoom(Path(), 0)
"""A disk of which all may be used."""


class HandMessenger:
    """Takes what a lane sends; `script` says what becomes of a text, once each, before it is taken."""

    def __init__(self, platform: str = "telegram") -> None:
        self.platform = platform
        self.script: dict[str, list[Outcome]] = defaultdict(list)
        self.got: list[tuple[int, str, str, int | None]] = []
        self.open = asyncio.Event()
        self.open.set()
        self.at_once: dict[int, int] = defaultdict(int)
        self.most_at_once = 0

    async def deliver(self, row: Outgoing, message_id: int | None) -> Outcome:
        self.got.append((row.chat_id, row.operation, row.text, message_id))
        self.at_once[row.chat_id] += 1
        self.most_at_once = max(self.most_at_once, self.at_once[row.chat_id])
        await self.open.wait()
        await asyncio.sleep(0)
        self.at_once[row.chat_id] -= 1
        if self.script[row.text]:
            return self.script[row.text].pop(0)
        return Sent(None if row.operation in {"edit", "delete"} else len(self.got))

    async def answer_tap(self, callback_id: str, toast: str) -> None:
        del callback_id, toast

    def texts(self, chat_id: int | None = None) -> list[str]:
        return [text for chat, _, text, _ in self.got if chat_id in (None, chat)]


async def until_found(database: Database, question: str, *found: tuple[Any, ...]) -> None:
    """Return once a question finds these rows."""
    async with asyncio.timeout(10):
        while await rows(database, question) != list(found):  # noqa: ASYNC110
            await asyncio.sleep(0.002)


async def until(true: Callable[[], object]) -> None:
    """Return once something is true; it does not come true by waiting alone, so that ten seconds are for ever."""
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.002)


@contextlib.asynccontextmanager
async def looping(loop: Coroutine[Any, Any, None]) -> AsyncIterator[asyncio.Task[None]]:
    """Run a loop for as long as the block lasts; what ended it is raised."""
    task = asyncio.create_task(loop)
    try:
        yield task
    finally:
        ended = task.done()
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        assert not ended


async def arrive(database: Database, *sayings: tuple[int, str]) -> list[Inbound]:
    """Store (chat, text) as updates of private chats."""
    async with database.transaction() as tx:
        number = await tx.count("SELECT count(*) FROM inbox")
        return await inbox.save(
            tx,
            [
                Arrival("telegram", 100, number + index, chat, chat, json.dumps({"text": text}))
                for index, (chat, text) in enumerate(sayings)
            ],
            NOW,
        )


async def rows(database: Database, question: str) -> list[tuple[Any, ...]]:
    """Return what a question finds of what is committed."""
    return [tuple(row) for row in await database._reader.execute_fetchall(question)]
