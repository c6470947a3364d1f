"""The one writer and the one reader of the SQLite file.

Statements of a turn run on the loop's own thread: against a file that is in memory they cost some 10 µs, a hop to
another thread 100 µs and more. Only what waits for the disk, the commit, leaves the loop. Long questions (digests,
exports) run whole in the reader's thread. Figures: docs/decisions/0002-statements-on-the-loop.md.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from storage.copying import copy_into
from storage.memory import Memory
from storage.migrations import migrate
from storage.outgoing import Outgoing
from storage.transaction import Reading, Transaction

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

    ``committed`` is called with the outgoing rows of a transaction once they are on disk, ``ordered`` when it has
    ordered errands, ``changed`` with the tables whose rows it has changed.
    """

    def __init__(self, path: Path, secret: bytes) -> None:
        self._secret = secret
        self._lock = asyncio.Lock()
        with ExitStack() as opened:  # whatever fails here leaves nothing open
            self._writer = opened.enter_context(closing(_connect(path)))
            migrate(self._writer)
            self._reader = opened.enter_context(closing(_connect(path)))
            _only_read(self._reader)
            self._opened = opened.pop_all()
        self._commits = ThreadPoolExecutor(1, "commit")
        self.memory = Memory()
        self.committed: Callable[[list[Outgoing]], None] = lambda _rows: None
        self.ordered: Callable[[], None] = lambda: None
        self.changed: Callable[[set[str]], None] = lambda _tables: None
        self._questions = ThreadPoolExecutor(1, "reader")

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Open a turn's transaction; everything of it is on disk when the block has ended, or nothing is."""
        async with self._lock:
            tx = Transaction(self._writer, self.memory, self._secret)
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield tx
                cancelled = await _to_the_end(self._commits.submit(self._writer.commit))
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.rollback()
                raise
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
        question: Callable[Concatenate[Reading, P], Answer],
        *values: P.args,
        **named: P.kwargs,
    ) -> Answer:
        """Answer a long question on the reader, in its thread, from one state of the database."""

        def ask() -> Answer:
            self._reader.execute("BEGIN")
            try:
                return question(Reading(self._reader, self.memory), *values, **named)
            finally:
                self._reader.rollback()

        return await asyncio.wrap_future(self._questions.submit(ask))

    async def copy(self, place: Path) -> None:
        """Write a whole copy, as it stands between two transactions, to ``place``, which must not be there yet."""
        async with self._lock:
            cancelled = await _to_the_end(self._commits.submit(copy_into, self._writer, place))
        if cancelled:
            raise cancelled

    def close(self) -> None:
        """Close both connections once their threads are idle."""
        for thread in (self._commits, self._questions):
            thread.shutdown(wait=True)
        self._opened.close()


@asynccontextmanager
async def open_database(path: Path, secret: bytes) -> AsyncIterator[Database]:
    """Open (and, where needed, make or migrate) the database at ``path``.

    Raises `storage.migrations.NewerDatabaseError` for a file of a later version of the program.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    database = Database(path, secret)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def open_reader(path: Path) -> Iterator[Reading]:
    """Open a database that another process may be writing to, for reading alone: nothing is made or migrated."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)) as connection:
        _only_read(connection)
        connection.execute("BEGIN")
        yield Reading(connection, Memory())


@contextmanager
def savepoint(tx: Transaction) -> Iterator[None]:
    """Keep one turn's writes apart from those of the turns that share its commit."""
    tx.connection.execute("SAVEPOINT turn")
    before = len(tx.created)
    try:
        yield
    except BaseException:
        del tx.created[before:]
        if tx.connection.in_transaction:  # on a full disk SQLite has taken everything back by itself
            tx.connection.execute("ROLLBACK TO turn")
            tx.connection.execute("RELEASE turn")
        raise
    tx.connection.execute("RELEASE turn")


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
    try:
        # without recursive triggers, REPLACE would slip past the trigger that keeps the audit trail whole
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON"):
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _only_read(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA wal_autocheckpoint = 0")


async def _to_the_end(work: "Future[None]") -> asyncio.CancelledError | None:
    """Wait for a commit even when cancelled meanwhile: half-known is worse than late. Return that cancellation."""
    waiting = asyncio.wrap_future(work)
    cancelled = None
    while not waiting.done():
        try:
            await asyncio.shield(waiting)
        except asyncio.CancelledError as error:
            cancelled = error
    waiting.result()
    return cancelled
