"""Databases of the newest version to begin a test with: the scripts of all versions run once, then bytes are copied."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import aiosqlite

from storage.batch import BatchConnection
from storage.database import Database, open_database
from storage.migrations import migrate
from storage.transaction import Transaction

Made = TypeVar("Made")
P = ParamSpec("P")


def made_once(work: Callable[P, Coroutine[Any, Any, Made]]) -> Callable[P, Made]:
    """Let work be done once for all tests, on a loop and in a thread of its own, and return what it made."""

    @cache
    def make(*values: P.args, **named: P.kwargs) -> Made:
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(lambda: asyncio.run(work(*values, **named))).result()

    return make  # type: ignore[return-value]


@made_once
async def _migrated() -> bytes:
    async with open_content(b"") as connection:
        await migrate(connection)
        return content_of(connection)


@asynccontextmanager
async def open_content(content: bytes) -> AsyncIterator[aiosqlite.Connection]:
    """Open a database in memory with this content (`content_of`); b"": there is nothing in it."""

    def connect() -> sqlite3.Connection:
        options: dict[str, Any] = {"isolation_level": None, "check_same_thread": False}
        connection = sqlite3.connect(":memory:", factory=BatchConnection, **options)
        if content:
            connection.deserialize(content)
        return connection

    async with aiosqlite.Connection(connect, iter_chunk_size=64) as connection:
        yield connection


@asynccontextmanager
async def open_memory() -> AsyncIterator[aiosqlite.Connection]:
    """Open a database in memory in which nobody has written yet."""
    async with open_content(_migrated()) as connection:
        yield connection


def beneath(connection: aiosqlite.Connection) -> sqlite3.Connection:
    """Return what a connection stands on: for a test to look at rows at once, while nothing is asked of it."""
    return connection._conn


async def look(tx: Transaction, question: str, *values: object) -> list[tuple[Any, ...]]:
    """Return what a question finds that is none of the program's own, after what was written before it."""
    await tx.flush()
    return beneath(tx.connection).execute(question, values).fetchall()


def content_of(connection: aiosqlite.Connection) -> bytes:
    """Return all that a database in memory holds."""
    return beneath(connection).serialize()


def write(path: Path, content: bytes = b"") -> None:
    """Write a database (`content_of`; without one, in which nobody has written yet) into a new file."""
    with path.open("xb") as file:
        file.write(content or _migrated())


@asynccontextmanager
async def open_fresh(path: Path, secret: bytes) -> AsyncIterator[Database]:
    """Open a database in a new file in which nobody has written yet."""
    write(path)
    async with open_database(path, secret) as database:
        yield database
