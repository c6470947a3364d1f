"""Copies of the database: taken whole between two transactions, and looked at before anybody trusts them."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from storage import audit, migrations
from storage.memory import Memory
from storage.transaction import Reading


class DamagedError(Exception):
    """A file that is not a whole database of Mehvar; the text says what is wrong, for the operator."""


@dataclass(frozen=True)
class Contents:
    """What a database holds: its version, the rows of each table, and the end of its audit trail."""

    version: int
    tables: dict[str, int]
    links: int
    head: str


def copy_into(connection: sqlite3.Connection, place: Path) -> None:
    """Write a compact copy, readable by its owner alone; not inside a transaction. Blocks."""
    place.touch(mode=0o600, exist_ok=False)  # SQLite takes an empty file, and would make one that others may read
    connection.execute("VACUUM INTO :place", {"place": str(place)})


def copy_database(database: Path, place: Path) -> None:
    """Copy a database that another process may be writing to; nothing is migrated, and nothing written to it."""
    uri = f"{database.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=30)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        copy_into(connection, place)


@contextmanager
def open_copy(place: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy that nobody else has; whatever its schema says, it runs nothing and writes nothing.

    Raises DamagedError for what is no database.
    """
    uri = f"{place.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.DatabaseError as problem:
            raise DamagedError(str(problem)) from None
        yield connection


def inspect(copy: sqlite3.Connection, secret: bytes | None, alive: Callable[[], None] = lambda: None) -> Contents:
    """Return what a copy holds, once all of it holds; without a secret the audit trail is counted, not checked.

    Raises DamagedError, and `storage.migrations.NewerDatabaseError` for a copy of a later version. ``alive`` is
    called every few milliseconds meanwhile.
    """
    copy.set_progress_handler(alive, 100_000)
    try:
        return _inspect(copy, secret)
    except sqlite3.DatabaseError as problem:
        raise DamagedError(str(problem)) from None
    finally:
        copy.set_progress_handler(None, 0)


def _inspect(copy: sqlite3.Connection, secret: bytes | None) -> Contents:
    version = int(copy.execute("PRAGMA user_version").fetchone()[0])
    if version > len(migrations.SCRIPTS):
        raise migrations.NewerDatabaseError(version)
    _check_schema(copy, version)
    if (problem := copy.execute("PRAGMA integrity_check(1)").fetchone()[0]) != "ok":
        raise DamagedError(str(problem))
    if orphan := copy.execute("PRAGMA foreign_key_check").fetchone():
        raise DamagedError(f"a row of {orphan[0]} belongs to a row of {orphan[2]} that is not there")
    trail = Reading(copy, Memory())
    if secret is not None and (number := audit.find_break(trail, secret)) is not None:
        raise DamagedError(f"the audit trail is broken at link {number}")
    names = [str(name) for name in trail.column(_TABLES)]
    # the names are those of our own migrations
    tables = {name: trail.count(f'SELECT count(*) FROM "{name}"') for name in names}  # noqa: S608
    return Contents(version, tables, audit.count_links(trail), audit.get_head(trail))


_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"
_SCHEMA = """SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema
             WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"""


def _check_schema(copy: sqlite3.Connection, version: int) -> None:
    """Let nothing pass but what our migrations make: a foreign trigger or view could act on what is written later."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as ours:
        migrations.migrate(ours, version)
        if version == 0 or copy.execute(_SCHEMA).fetchall() != ours.execute(_SCHEMA).fetchall():
            raise DamagedError(f"its tables are not those of version {version}")
