"""What a turn sees of the database: named parameters in, frozen dataclasses out."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from storage.memory import Memory
from storage.outgoing import Outgoing
from storage.records import Stored, Value, to_record

Record = TypeVar("Record")


@dataclass(frozen=True)
class Reading:
    """Questions to the database. Statements are whole and literal; values are ``:named``."""

    connection: sqlite3.Connection
    memory: Memory

    def one(self, record: type[Record], sql: str, **values: Value) -> Record | None:
        """Return the only row as ``record``, or None."""
        row = self.connection.execute(sql, values).fetchone()
        return None if row is None else to_record(record, row)

    def all(self, record: type[Record], sql: str, **values: Value) -> list[Record]:
        """Return every row as ``record``."""
        return [to_record(record, row) for row in self.connection.execute(sql, values)]

    def each(self, record: type[Record], sql: str, **values: Value) -> Iterator[Record]:
        """Yield the rows as ``record`` one by one: for tables that are longer than memory should be."""
        for row in self.connection.execute(sql, values):
            yield to_record(record, row)

    def value(self, sql: str, **values: Value) -> Stored:
        """Return the first column of the first row, or None."""
        row = self.connection.execute(sql, values).fetchone()
        return None if row is None else row[0]

    def count(self, sql: str, **values: Value) -> int:
        """Return a number that the statement counts."""
        return int(self.connection.execute(sql, values).fetchone()[0])

    def column(self, sql: str, **values: Value) -> list[Stored]:
        """Return the first column of every row."""
        return [row[0] for row in self.connection.execute(sql, values)]


@dataclass(frozen=True)
class Transaction(Reading):
    """A turn's transaction: it reads its own writes, and never begins, commits or rolls back."""

    secret: bytes = field(repr=False)
    created: list[Outgoing] = field(default_factory=list)  # what others may learn of after the commit,
    ordered: list[str] = field(default_factory=list)  # and the kinds of errands that it ordered

    def run(self, sql: str, **values: Value) -> int:
        """Change rows and return how many changed."""
        return self.connection.execute(sql, values).rowcount

    def insert(self, sql: str, **values: Value) -> int:
        """Insert one row and return its id."""
        cursor = self.connection.execute(sql, values)
        assert cursor.lastrowid is not None  # noqa: S101 - an INSERT always has one
        return cursor.lastrowid
