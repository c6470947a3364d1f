"""What a turn sees of the database: named parameters in, frozen dataclasses out."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import TypeVar

from storage.memory import Memory
from storage.outgoing import Outgoing
from storage.records import Stored, Value, to_record

Record = TypeVar("Record")
CHANGES = re.compile(r"\s*(?:INSERT(?: OR \w+)? INTO|REPLACE INTO|UPDATE|DELETE FROM) (\w+)")
"""How a statement begins that changes a table."""


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
    """A turn's transaction: it reads its own writes, and never begins, commits or rolls back.

    ``changed`` are the tables whose rows it changed, but for statements that also answer (RETURNING); ``again`` the
    instants at which what had to wait is to be wanted again. By both the clockwork knows when to look.
    """

    secret: bytes = field(repr=False)
    created: list[Outgoing] = field(default_factory=list)  # what others may learn of after the commit,
    ordered: list[str] = field(default_factory=list)  # and the kinds of errands that it ordered
    changed: set[str] = field(default_factory=set)
    again: list[datetime] = field(default_factory=list)

    def run(self, sql: str, **values: Value) -> int:
        """Change rows and return how many changed."""
        count = self.connection.execute(sql, values).rowcount
        if count > 0:
            self.changed.add(table_of(sql))
        return count

    def insert(self, sql: str, **values: Value) -> int:
        """Insert one row and return its id."""
        cursor = self.connection.execute(sql, values)
        assert cursor.lastrowid is not None  # noqa: S101 - an INSERT always has one
        self.changed.add(table_of(sql))
        return cursor.lastrowid


@cache
def table_of(sql: str) -> str:
    """Return the table that a literal statement changes; raises ValueError for one that changes none."""
    found = CHANGES.match(sql)
    if found is None:
        raise ValueError(sql)
    return found[1]
