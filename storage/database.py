"""The one writer and the one reader of the SQLite file, both through aiosqlite.

A turn's statements are awaited one after the other; a long question (digests, exports) is asked on the reader, on a
loop of its own thread, so that reckoning over what it found holds up nobody's turn. Figures:
docs/decisions/0008-aiosqlite-under-storage.md.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Concatenate, ParamSpec, TypeVar

import aiosqlite

from storage import audit
from storage.batch import BatchConnection
from storage.copying import copy_into
from storage.head_file import HeadFile, read_head
from storage.memory import Memory
from storage.migrations import SCRIPTS, get_version, migrate
from storage.outgoing import Outgoing
from storage.transaction import Reading, Transaction
from storage.warm import Warm

STORAGE_TROUBLE = (sqlite3.OperationalError, sqlite3.InternalError)
"""What SQLite raises for a full, failing or locked disk: after these nothing is known to be stored any more."""


def is_storage_trouble(problem: BaseException) -> bool:
    """Say whether it is the disk or the file, not what was asked of it; the process is to end.

    «malformed» and «not a database» are the plain DatabaseError; its kinds say what was wrong with a statement.
    """
    return isinstance(problem, STORAGE_TROUBLE) or type(problem) is sqlite3.DatabaseError


P = ParamSpec("P")
Answer = TypeVar("Answer")


class Database:
    """Made by `open_database`; holds the writer and the reader.

    ``cut``: the trail does not contain the end that was kept beside it (`storage/head_file.py`), which then stays so.
    ``committed`` is called with the outgoing rows of a transaction once they are on disk, ``ordered`` when it has
    ordered errands, ``changed`` with the tables whose rows it has changed.
    """

    def __init__(self, writer: aiosqlite.Connection, reader: aiosqlite.Connection, secret: bytes) -> None:
        self._writer = writer
        self._reader = reader
        self._secret = secret
        self._lock = asyncio.Lock()
        self.memory = Memory()
        self.warm = Warm()
        self.committed: Callable[[list[Outgoing]], None] = lambda _rows: None
        self.ordered: Callable[[], None] = lambda: None
        self.changed: Callable[[set[str]], None] = lambda _tables: None
        self.cut = False
        self._end: HeadFile | None = None
        self._questions = ThreadPoolExecutor(1, "reader")
        self._loop = asyncio.Runner()  # of the reader's thread

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Open a turn's transaction; everything of it is on disk when the block has ended, or nothing is."""
        async with self._lock:
            tx = Transaction(self._writer, self.memory, self._secret, self.warm)
            try:
                _, ((version,),) = await asyncio.gather(
                    self._writer.execute("BEGIN IMMEDIATE"), self._writer.execute_fetchall("PRAGMA data_version")
                )
                self.warm.forget_if_changed(version)
                yield tx
                await tx.flush()
                cancelled = await _to_the_end(self._writer.commit())
            except BaseException:
                self.warm.forget()
                await _to_the_end(self._writer.rollback())  # nothing, where nothing is open any more
                raise
            if self._end:
                self._end.note(tx.left.get("audit"))
            if tx.created:
                self.committed(tx.created)
            if tx.ordered:
                self.ordered()
            if tx.changed:
                self.changed(tx.changed)
            if cancelled:
                raise cancelled

    async def read(
        self,
        question: Callable[Concatenate[Reading, P], Awaitable[Answer]],
        *values: P.args,
        **named: P.kwargs,
    ) -> Answer:
        """Answer a long question on the reader, in a thread of its own, from one state of the database."""

        async def ask() -> Answer:
            await self._reader.execute("BEGIN")
            try:
                return await question(Reading(self._reader, self.memory), *values, **named)
            finally:
                await self._reader.rollback()

        return await asyncio.wrap_future(self._questions.submit(lambda: self._loop.run(ask())))

    async def copy(self, place: Path) -> None:
        """Write a whole copy, as it stands between two transactions, to ``place``, which must not be there yet."""
        async with self._lock:
            cancelled = await _to_the_end(copy_into(self._writer, place))
        if cancelled:
            raise cancelled

    async def keep_end(self, path: Path) -> None:
        """Keep the trail's end beside the database from now on, unless it was cut."""
        trail, kept = Reading(self._writer, self.memory), read_head(path)
        self.cut = kept is not None and not await audit.has_link(trail, kept)
        if not self.cut:
            self._end = HeadFile(path)
            self._end.note(await audit.get_end(trail))

    def close(self) -> None:
        """Wait for the question that is being answered, and take no other."""
        if self._end:
            self._end.close()
        self._questions.submit(self._loop.close)
        self._questions.shutdown(wait=True)


@asynccontextmanager
async def open_database(path: Path, secret: bytes) -> AsyncIterator[Database]:
    """Open (and, where needed, make or migrate) the database at ``path``.

    Raises `storage.migrations.NewerDatabaseError` for a file of a later version of the program.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    async with AsyncExitStack() as opened:  # whatever fails here leaves nothing open
        opening = aiosqlite.connect(path, isolation_level=None, timeout=10, factory=BatchConnection)
        writer = await opened.enter_async_context(opening)
        await _set_up(writer)
        await migrate(writer)
        reader = await opened.enter_async_context(aiosqlite.connect(path, isolation_level=None, timeout=10))
        await _set_up(reader)
        await _only_read(reader)
        database = Database(writer, reader, secret)
        opened.callback(database.close)
        await database.keep_end(path)
        yield database


@asynccontextmanager
async def open_reader(path: Path) -> AsyncIterator[Reading]:
    """Open a database that another process may be writing to, for reading alone: nothing is made or migrated.

    One that an older version wrote, and no newer one has opened yet, is read from a copy that is brought up to date.
    """
    uri = f"{path.absolute().as_uri()}?mode=rw"
    async with AsyncExitStack() as stack:
        connection = await stack.enter_async_context(aiosqlite.connect(uri, uri=True, isolation_level=None))
        if 0 < await get_version(connection) < len(SCRIPTS):
            place = Path(stack.enter_context(TemporaryDirectory())) / "copy.db"
            await copy_into(connection, place)
            connection = await stack.enter_async_context(aiosqlite.connect(place, isolation_level=None))
            await migrate(connection)
        await _only_read(connection)
        await connection.execute("BEGIN")
        yield Reading(connection, Memory())


async def _set_up(connection: aiosqlite.Connection) -> None:
    # without recursive triggers, REPLACE would slip past the trigger that keeps the audit trail whole; a pragma whose
    # answer nobody fetches stays open, and no copy can be made meanwhile
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON"):
        await connection.execute_fetchall(f"PRAGMA {pragma}")


async def _only_read(connection: aiosqlite.Connection) -> None:
    await connection.execute_fetchall("PRAGMA query_only = ON")
    await connection.execute_fetchall("PRAGMA wal_autocheckpoint = 0")


async def _to_the_end(work: Awaitable[None]) -> asyncio.CancelledError | None:
    """Wait for a commit even when cancelled meanwhile: half-known is worse than late. Return that cancellation."""
    waiting = asyncio.ensure_future(work)
    cancelled = None
    while not waiting.done():
        try:
            await asyncio.shield(waiting)
        except asyncio.CancelledError as error:
            cancelled = error
    waiting.result()
    return cancelled
