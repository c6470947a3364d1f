"""Databases of the newest version to begin a test with: the scripts of all versions run once, then bytes are copied."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from functools import cache
from pathlib import Path

from storage.database import Database, open_database
from storage.migrations import migrate


@cache
def _migrated() -> bytes:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        return connection.serialize()


def open_memory() -> sqlite3.Connection:
    """Return a database in memory in which nobody has written yet."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(_migrated())
    return connection


def write(path: Path, content: bytes = b"") -> None:
    """Write a database (`Connection.serialize`; without one, in which nobody has written yet) into a new file."""
    with path.open("xb") as file:
        file.write(content or _migrated())


@asynccontextmanager
async def open_fresh(path: Path, secret: bytes) -> AsyncIterator[Database]:
    """Open a database in a new file in which nobody has written yet."""
    write(path)
    async with open_database(path, secret) as database:
        yield database
