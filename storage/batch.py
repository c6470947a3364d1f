"""Many statements in one way to SQLite's thread and back: the way costs more than most of them do."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from storage.records import Value

Written = tuple[str, dict[str, Value]]
"""A statement that changes rows, and its values."""


class Batch(list[Written]):
    """Statements in their order. Once done, ``counts`` says how many rows each table's statements changed."""

    def __init__(self, written: Iterable[Written]) -> None:
        super().__init__(written)
        self.counts: list[tuple[str, int]] = []

    def do(self, connection: sqlite3.Connection) -> sqlite3.Cursor:
        """Do them, up to the first that fails, and return what the last one brought."""
        cursor = None
        for sql, *each in self._alike():
            cursor = connection.execute(sql, each[0]) if len(each) == 1 else connection.executemany(sql, each)
            self.counts.append((sql, cursor.rowcount))
        assert cursor is not None  # noqa: S101 - nobody sends an empty one
        return cursor

    def _alike(self) -> list[list[Any]]:
        """Return each statement with the values of all that follow each other; a savepoint stands alone."""
        found: list[list[Any]] = []
        for sql, values in self:
            if found and values and found[-1][0] == sql:
                found[-1].append(values)
            else:
                found.append([sql, values])
        return found


class BatchConnection(sqlite3.Connection):
    """A connection whose `executemany` takes a `Batch` too."""

    def executemany(self, sql: str, rows: Iterable[Any], /) -> sqlite3.Cursor:
        """Do a batch, or one statement for many rows."""
        return rows.do(self) if isinstance(rows, Batch) else super().executemany(sql, rows)
