"""Copies of the database: taken whole between two transactions, and looked at before anybody trusts them."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiosqlite

from storage import audit, migrations, seals
from storage.batch import BatchConnection
from storage.memory import Memory
from storage.seals import Findings
from storage.transaction import Reading, Transaction

Copy = aiosqlite.Connection
"""A copy that was opened to be looked at."""


class DamagedError(Exception):
    """A file that is not a whole database of Mehvar; the text says what is wrong, for the operator."""


@dataclass(frozen=True)
class Contents:
    """What a database holds: its version, the rows of each table, and the end of its audit trail."""

    version: int
    tables: dict[str, int]
    links: int
    head: str


async def copy_into(connection: aiosqlite.Connection, place: Path) -> None:
    """Write a compact copy, readable by its owner alone; not inside a transaction."""
    place.touch(mode=0o600, exist_ok=False)  # SQLite takes an empty file, and would make one that others may read
    await connection.execute("VACUUM INTO :place", {"place": str(place)})


async def copy_database(database: Path, place: Path) -> None:
    """Copy a database that another process may be writing to; nothing is migrated, and nothing written to it."""
    uri = f"{database.absolute().as_uri()}?mode=rw"
    async with aiosqlite.connect(uri, uri=True, isolation_level=None, timeout=30) as connection:
        await connection.execute_fetchall("PRAGMA wal_autocheckpoint = 0")
        await copy_into(connection, place)


@asynccontextmanager
async def open_copy(place: Path) -> AsyncIterator[aiosqlite.Connection]:
    """Open a copy that nobody else has; whatever its schema says, it runs nothing and writes nothing.

    Raises DamagedError for what is no database.
    """
    uri = f"{place.absolute().as_uri()}?mode=ro&immutable=1"
    async with aiosqlite.connect(uri, uri=True, isolation_level=None) as connection:
        await connection.execute_fetchall("PRAGMA trusted_schema = OFF")
        await connection.execute_fetchall("PRAGMA query_only = ON")
        try:
            await connection.execute_fetchall("SELECT count(*) FROM sqlite_schema")
        except sqlite3.DatabaseError as problem:
            raise DamagedError(str(problem)) from None
        yield connection


@asynccontextmanager
async def open_restored(place: Path, secret: bytes) -> AsyncIterator[Transaction]:
    """Open a copy that is about to take the place of the database, for one change; it is on the disk at the end."""
    async with aiosqlite.connect(place, isolation_level=None, factory=BatchConnection) as connection:
        await connection.execute_fetchall("PRAGMA recursive_triggers = ON")
        await connection.execute("BEGIN IMMEDIATE")
        tx = Transaction(connection, Memory(), secret)
        yield tx
        await tx.flush()
        await connection.commit()


async def inspect(
    copy: aiosqlite.Connection, secret: bytes | None, alive: Callable[[], None] = lambda: None
) -> Contents:
    """Return what a copy holds, once all of it holds; without a secret the audit trail is counted, not checked.

    Raises DamagedError, and `storage.migrations.NewerDatabaseError` for a copy of a later version. ``alive`` is
    called every few milliseconds meanwhile, in the connection's thread.
    """
    await copy.set_progress_handler(alive, 100_000)
    try:
        return await _inspect(copy, secret)
    except sqlite3.DatabaseError as problem:
        raise DamagedError(str(problem)) from None
    finally:
        await copy.set_progress_handler(lambda: None, 0)


async def _inspect(copy: aiosqlite.Connection, secret: bytes | None) -> Contents:
    version = await migrations.get_version(copy)
    if version > len(migrations.SCRIPTS):
        raise migrations.NewerDatabaseError(version)
    await _check_schema(copy, version)
    trail = Reading(copy, Memory())
    if (problem := await trail.value("PRAGMA integrity_check(1)")) != "ok":
        raise DamagedError(str(problem))
    for table, _row, parent, _key in await copy.execute_fetchall("PRAGMA foreign_key_check"):
        raise DamagedError(f"a row of {table} belongs to a row of {parent} that is not there")
    if secret is not None:
        _judge(await seals.look_through(trail, secret))
    names = [str(name) for name in await trail.column(_TABLES)]
    # the names are those of our own migrations
    tables = {name: await trail.count(f'SELECT count(*) FROM "{name}"') for name in names}  # noqa: S608
    return Contents(version, tables, await audit.count_links(trail), await audit.get_head(trail))


def _judge(found: Findings) -> None:
    """Let nothing pass whose trail is broken, or whose reports are not what it says."""
    if found.broken_at is not None:
        raise DamagedError(f"the audit trail is broken at link {found.broken_at}")
    for one in found.mismatches:
        what = f"{one.axis} {one.indicator}, {one.province}, week {one.week}"
        raise DamagedError(f"report {one.report_id} was {one.how} past the audit trail ({what})")


_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"
_SCHEMA = """SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema
             WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"""


async def _check_schema(copy: aiosqlite.Connection, version: int) -> None:
    """Let nothing pass but what our migrations make: a foreign trigger or view could act on what is written later."""
    async with aiosqlite.connect(":memory:", isolation_level=None) as ours:
        await migrations.migrate(ours, version)
        if version == 0 or await copy.execute_fetchall(_SCHEMA) != await ours.execute_fetchall(_SCHEMA):
            raise DamagedError(f"its tables are not those of version {version}")
