"""What a turn sees of the database: named parameters in, frozen dataclasses out."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import TypeVar

import aiosqlite

from storage.batch import Batch, Written
from storage.memory import Memory
from storage.outgoing import Outgoing
from storage.records import Stored, Value, to_record
from storage.warm import StaleError, Warm

Record = TypeVar("Record")
View = TypeVar("View")
Row = tuple[Stored, ...]
CHANGES = re.compile(r"\s*(?:INSERT(?: OR \w+)? INTO|REPLACE INTO|UPDATE(?: OR \w+)?|DELETE FROM) (\w+)")
"""How a statement begins that changes a table."""


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

    async def view(self, _key: Hashable, make: Callable[[], Awaitable[View]]) -> View:
        """Return what ``make`` makes of this database; a turn keeps it under its key until that would be another."""
        return await make()

    async def _ask(self, sql: str, values: dict[str, Value]) -> list[Row]:
        """Return all rows: a question is one way to the connection's thread and back."""
        rows: list[Row] = await self.connection.execute_fetchall(sql, values)  # type: ignore[assignment]
        return rows


@dataclass(frozen=True)
class Transaction(Reading):
    """A turn's transaction: it reads its own writes, and never begins, commits or rolls back.

    What it writes waits in a queue until something is read that it changes, until an id or a count is wanted, or until
    it is flushed: then all of it goes to the thread of the connection, a `BatchConnection`, together. What it reads is
    kept in ``warm`` (None: everything is asked).

    ``changed`` are the tables whose rows it has changed so far, but for statements that also answer (RETURNING), what
    was written quietly and what still waits; ``again`` the instants at which what had to wait is to be wanted again. By
    both the clockwork knows when to look. ``left`` is the newest row of each table that it left (`leave`).
    """

    secret: bytes = field(repr=False)
    warm: Warm | None = field(default=None, repr=False)
    created: list[Outgoing] = field(default_factory=list)  # what others may learn of after the commit,
    ordered: list[str] = field(default_factory=list)  # and the kinds of errands that it ordered
    changed: set[str] = field(default_factory=set)
    again: list[datetime] = field(default_factory=list)
    left: dict[str, object] = field(default_factory=dict)
    _quiet: set[str] = field(default_factory=set, repr=False)
    _queue: list[Written] = field(default_factory=list, repr=False)
    _marks: list[int | None] = field(default_factory=list, repr=False)
    """Where in the queue each open savepoint began; None once SQLite knows of it."""

    def write(self, sql: str, **values: Value) -> None:
        """Change rows, in the order of what is written."""
        if self.warm:
            self.warm.change(sql, values)
        self._queue.append((sql, values))

    def write_quietly(self, sql: str, **values: Value) -> None:
        """Change rows for which nothing of the clockwork waits."""
        self._quiet.add(sql)
        self.write(sql, **values)

    async def run(self, sql: str, **values: Value) -> int:
        """Change rows and return how many changed."""
        return (await self._do(sql, values)).rowcount

    async def insert(self, sql: str, **values: Value) -> int:
        """Insert one row and return its id."""
        cursor = await self._do(sql, values)
        assert cursor.lastrowid is not None  # noqa: S101 - an INSERT always has one
        return cursor.lastrowid

    async def each(self, record: type[Record], sql: str, **values: Value) -> AsyncIterator[Record]:
        """Yield the rows as ``record`` one by one."""
        await self.flush()
        if self.warm:
            self.warm.pass_by()
        async for row in super().each(record, sql, **values):
            yield row

    def recall(self, table: str) -> object:
        """Return what was left (`leave`) of the newest row of a table that only grows; None where it is to be asked."""
        return self.warm.newest.get(table) if self.warm else None

    def leave(self, table: str, newest: object) -> None:
        """Leave for whoever adds the next row what it needs of the newest."""
        self.left[table] = newest
        if self.warm:
            self.warm.newest[table] = newest

    async def view(self, key: Hashable, make: Callable[[], Awaitable[View]]) -> View:
        """Return what ``make`` makes of this database, kept until something changes that was read for it."""
        return await (self.warm.view(key, make) if self.warm else make())

    async def flush(self) -> None:
        """Do what waits in the queue; raises what the first of it that fails raises."""
        if self._queue:
            await self._flush()

    async def _flush(self) -> aiosqlite.Cursor:
        """Do what waits, and return what the last of it brought."""
        for place, mark in reversed(list(enumerate(self._marks))):
            if mark is not None:
                self._queue.insert(mark, (f"SAVEPOINT depth_{place}", {}))
                self._marks[place] = None
        waiting = Batch(self._queue)
        self._queue.clear()
        if self.warm:
            for sql, values in waiting:
                await self.warm.learn(self.connection, sql, values)
        done = await self.connection.executemany("", waiting)
        self.changed.update(table_of(sql) for sql, count in waiting.counts if count > 0 and sql not in self._quiet)
        return done

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """Keep apart what is written in the block: where it raises, it is as if nothing of it had been written."""
        self._marks.append(len(self._queue))
        before = len(self.created)
        try:
            yield
        except BaseException:
            del self.created[before:]
            await self._take_back(self._marks.pop())
            raise
        if self._marks.pop() is None:
            self._queue.append((f"RELEASE depth_{len(self._marks)}", {}))

    async def _take_back(self, mark: int | None) -> None:
        self.left.clear()
        if self.warm:
            self.warm.forget()
        if mark is not None:
            del self._queue[mark:]  # SQLite has heard nothing of it
            return
        self._queue.clear()
        if self.connection.in_transaction:  # on a full disk SQLite has taken everything back by itself
            await self.connection.execute(f"ROLLBACK TO depth_{len(self._marks)}")
            await self.connection.execute(f"RELEASE depth_{len(self._marks)}")

    async def _ask(self, sql: str, values: dict[str, Value]) -> list[Row]:
        """Return all rows: what is kept of them, or what the connection's thread brings."""
        warm = self.warm
        if warm is None:
            await self.flush()
            return await super()._ask(sql, values)
        key = (sql, *values.values())
        if (kept := warm.get(key)) and not warm.doubted:
            return kept.value  # type: ignore[return-value]
        touched = await warm.learn(self.connection, sql, values)
        if touched.writes:
            warm.change(sql, values)
        if touched.writes or warm.concerns(touched, (written for written, _values in self._queue)):
            await self.flush()
        rows = await super()._ask(sql, values)
        if kept and kept.value != rows:
            raise StaleError(sql)
        if not touched.writes:
            warm.keep_rows(key, rows, touched, values)
        return rows

    async def _do(self, sql: str, values: dict[str, Value]) -> aiosqlite.Cursor:
        self.write(sql, **values)
        return await self._flush()


@cache
def table_of(sql: str) -> str:
    """Return the table that a literal statement changes; raises ValueError for one that changes none."""
    found = CHANGES.match(sql)
    if found is None:
        raise ValueError(sql)
    return found[1]
