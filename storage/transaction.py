"""What a turn sees of the database: named parameters in, frozen dataclasses out."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import TypeVar

import aiosqlite

from storage.memory import Memory
from storage.outgoing import Outgoing
from storage.records import Stored, Value, to_record

Record = TypeVar("Record")
Row = tuple[Stored, ...]


@dataclass(frozen=True)
class Reading:
    """Questions to the database. Statements are whole and literal; values are ``:named``."""

    connection: aiosqlite.Connection
    memory: Memory

    async def one(self, record: type[Record], sql: str, **values: Value) -> Record | None:
        """Return the only row as ``record``, or None."""
        rows = await self._ask(sql, values)
        return to_record(record, rows[0]) if rows else None

    async def all(self, record: type[Record], sql: str, **values: Value) -> list[Record]:
        """Return every row as ``record``."""
        return [to_record(record, row) for row in await self._ask(sql, values)]

    async def each(self, record: type[Record], sql: str, **values: Value) -> AsyncIterator[Record]:
        """Yield the rows as ``record`` one by one: for tables that are longer than memory should be."""
        async with self.connection.execute(sql, values) as rows:
            async for row in rows:
                yield to_record(record, tuple(row))

    async def value(self, sql: str, **values: Value) -> Stored:
        """Return the first column of the first row, or None."""
        rows = await self._ask(sql, values)
        return rows[0][0] if rows else None

    async def count(self, sql: str, **values: Value) -> int:
        """Return a number that the statement counts."""
        found = (await self._ask(sql, values))[0][0]
        return int(found or 0)

    async def column(self, sql: str, **values: Value) -> list[Stored]:
        """Return the first column of every row."""
        return [row[0] for row in await self._ask(sql, values)]

    async def _ask(self, sql: str, values: dict[str, Value]) -> list[Row]:
        """Return all rows: a question is one way to the connection's thread and back."""
        rows: list[Row] = await self.connection.execute_fetchall(sql, values)  # type: ignore[assignment]
        return rows


@dataclass(frozen=True)
class Transaction(Reading):
    """A turn's transaction: it reads its own writes, and never begins, commits or rolls back."""

    secret: bytes = field(repr=False)
    created: list[Outgoing] = field(default_factory=list)  # what others may learn of after the commit,
    ordered: list[str] = field(default_factory=list)  # and the kinds of errands that it ordered

    async def run(self, sql: str, **values: Value) -> int:
        """Change rows and return how many changed."""
        cursor = await self.connection.execute(sql, values)
        return cursor.rowcount

    async def insert(self, sql: str, **values: Value) -> int:
        """Insert one row and return its id."""
        cursor = await self.connection.execute(sql, values)
        assert cursor.lastrowid is not None  # noqa: S101 - an INSERT always has one
        return cursor.lastrowid
