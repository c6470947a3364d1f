"""The whole service without a messenger: updates go in at its intake, and what a turn wrote is looked at afterwards.

Everything is real (intake's rows, the dispatcher, python-telegram-bot's application, doors, rooms, clock, errands) but
the wires, which answer that all is well, the clock, which stands until it is moved, and SQLite's thread.
"""

import asyncio
import json
import logging
import sqlite3
import traceback
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.compose import Service, compose
from bot.config import Config, PlatformConfig
from bot.delivery.errands import ErrandKind, Finish, nothing
from bot.delivery.turn import Turn
from handlers.edge.wire import WireAnswer
from sandbox.clock import Clock
from sandbox.world import TOKENS
from storage.conversations import Conversation
from storage.database import Database
from storage.inbox import Arrival
from storage.outgoing import Outgoing
from storage.transaction import CHANGES, Transaction
from tests import samples
from tests.stage import NOBODY
from tests.unthreaded import unthreaded

QUICK = ("ask", "brief", "download", "discard")
"""Errands that are done; the others, which draw or write files for a tenth of a second, end as if they had been."""
PATIENCE = 20
SENT = """UPDATE outbox SET state = 'sent', message_id = coalesce(target, id), ended_at = created_at
          WHERE state = 'pending'"""


@dataclass(frozen=True)
class Came:
    """What came of an update: the rows that it and its errands wrote, what was changed, and the toast of a tap.

    ``written`` are the statements, values and all, by which tables changed; ``raised`` what was logged as an error.
    """

    rows: tuple[Outgoing, ...] = ()
    written: tuple[tuple[str, str], ...] = ()
    toast: str = ""
    raised: tuple[str, ...] = ()


class ErrorLog(logging.Handler):
    """Keeps what is logged as an error: by whom, and the last line of why."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.raised: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        why = repr(record.exc_info[1]) if record.exc_info else ""
        where = traceback.extract_tb(record.exc_info[2])[-1] if record.exc_info else ""
        self.raised.append(f"{record.name}: {record.getMessage()} {why} {where}")


@dataclass
class Town:
    """The service, and how it is spoken to; it can be dropped and composed anew over the same file."""

    folder: Path
    clock: Clock
    numbers: int = 0
    log: ErrorLog = field(default_factory=ErrorLog)
    _service: Service | None = None
    _watch: sqlite3.Connection | None = None
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    _task: "asyncio.Future[None] | None" = None
    _traced: list[str] = field(default_factory=list)
    _rows: list[Outgoing] = field(default_factory=list)
    _turn: "asyncio.Future[Turn] | None" = None

    @property
    def service(self) -> Service:
        """Return the running service."""
        assert self._service is not None
        return self._service

    @property
    def database(self) -> Database:
        """Return the service's database."""
        return self.service.database

    async def start(self) -> list[Outgoing]:
        """Compose the service, with wires that lead nowhere, let it do what is due, and return what it wrote."""
        self._rows.clear()
        platforms = tuple(PlatformConfig(name, token, *NOBODY, pace="off") for name, token in TOKENS.items())
        config = Config(
            self.folder / "mehvar.db", self.folder / "secret", platforms, (), "", "", None, bale_codes=False
        )
        service = self._service = await self._stack.enter_async_context(compose(config, self.clock))
        for platform in service.platforms.values():
            platform.wire.post, platform.wire.stream = _answer, _stream  # type: ignore[method-assign, assignment]
            await platform.application.initialize()
        service.errands._kinds = {name: _quick(name, kind) for name, kind in service.errands._kinds.items()}
        service.dispatcher.answered = self._heard
        service.database.committed = self._rows.extend
        service.dispatcher.riders.clear()  # no lane sends here: every row is handed over as it is committed
        await service.database._writer.execute_fetchall("PRAGMA synchronous = OFF")
        await service.database._writer.set_trace_callback(self._traced.append)
        self._watch = sqlite3.connect(f"file:{config.database}?mode=ro", uri=True)
        self._stack.enter_context(closing(self._watch))
        await service.clockwork.tick()
        self._task = asyncio.ensure_future(service.dispatcher.run())
        return [*self._rows]

    async def drop(self) -> None:
        """Drop the service untidily."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._stack.aclose()

    async def take(self, platform: str, user: int, update: dict[str, Any]) -> Came:
        """Let an update come in, and return what came of it once it and its quick errands are done."""
        self.numbers += 1
        self._traced.clear()
        self._rows.clear()
        self._turn = asyncio.get_running_loop().create_future()
        raw = json.dumps({"update_id": self.numbers} | update)
        await self.service.receiver.take([Arrival(platform, 1, self.numbers, user, user, raw)])
        async with asyncio.timeout(PATIENCE):
            turn = await self._turn
        written, ordered = tuple(self._list_written(turn.tx)), bool(turn.tx.ordered)
        if ordered:
            await self.service.errands.run_due()
        return Came(tuple(self._rows), written, turn.toast, self.take_raised())

    async def go_on(self, seconds: float) -> list[Outgoing]:
        """Move the clock, let the clock's work be done, and return what it wrote."""
        self._rows.clear()
        self.clock.advance(seconds)
        await self.deliver()
        await self.service.clockwork.tick()
        await self.service.errands.run_due()
        return [*self._rows]

    async def deliver(self) -> None:
        """Let everything that waits leave."""
        async with self.database.transaction() as tx:
            tx.write(SENT)

    def take_raised(self) -> tuple[str, ...]:
        """Return what was logged as an error since somebody asked."""
        raised, self.log.raised = tuple(self.log.raised), []
        return raised

    def forget(self) -> None:
        """Let everything that is kept in memory be read anew."""
        self.database.warm.forget()
        self.database.memory.forget()

    def ask(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """Return what a question finds between two turns."""
        assert self._watch is not None
        return self._watch.execute(question, values).fetchall()

    def standing(self, person: int) -> Conversation:
        """Return where somebody stands."""
        question = "SELECT flow, state, screen FROM conversations WHERE person_id = ?"
        found = self.ask(question, person)
        return Conversation(*found[0]) if found else Conversation("", "{}", None)

    def _heard(self, turn: Turn) -> None:
        if self._turn and not self._turn.done():
            self._turn.set_result(turn)

    def _list_written(self, tx: Transaction) -> list[tuple[str, str]]:
        """Return the statements that have changed rows, each with its table."""
        found = [(match[1], sql) for sql in self._traced if (match := CHANGES.match(sql))]
        return [(table, sql) for table, sql in found if table in tx.changed or sql.lstrip().startswith("INSERT")]


async def _answer(method: str, _fields: object, _timeout: float = 0) -> WireAnswer:
    """Answer as a messenger does where all is well."""
    me = {"id": 1, "is_bot": True, "first_name": "محور", "username": "mehvar_bot"}
    results: dict[str, object] = {"getMe": me, "getFile": {"file_path": "a/file"}}
    return WireAnswer(200, json.dumps({"ok": True, "result": results.get(method, True)}).encode())


async def _stream(_path: str) -> AsyncGenerator[bytes, None]:
    """Yield a small picture, whatever file is asked for."""
    yield samples.JPEG


def _quick(name: str, kind: ErrandKind[Any]) -> ErrandKind[Any]:
    """Return an errand's kind whose work draws and writes no files: what would do so ends as if it had."""

    async def work(database: Database, payload: Any) -> Finish:
        written = name not in QUICK or getattr(payload, "form", "") in {"picture", "file"}
        return nothing if written else await kind.work(database, payload)

    return replace(kind, work=work)


@asynccontextmanager
async def open_town(folder: Path, now: datetime) -> AsyncIterator[Town]:
    """Open the service over the database in a folder."""
    town = Town(folder, Clock.standing(now))
    logging.getLogger().addHandler(town.log)
    with unthreaded():
        try:
            await town.start()
            yield town
        finally:
            await town.drop()
            logging.getLogger().removeHandler(town.log)
