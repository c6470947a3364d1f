"""What turns ask again and again, kept until one of its tables changes for its scope.

A question's rows are kept under its words and values. Which tables a statement reads or changes is not listed by
hand: SQLite's authorizer names them when it is prepared. A change forgets what was read from its tables; of the tables
in `SCOPES` only what was read of the same province or person. What is rolled back, and a change from another
connection, forget everything.
"""

import json
import re
import sqlite3
from collections.abc import Awaitable, Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import TypeVar

import aiosqlite

from storage.records import KNOWN, Stored, Value

View = TypeVar("View")
Values = Mapping[str, Value]
Question = tuple[Value, ...]
"""A statement, and its values in their order."""
Stamp = tuple[str, str | None]
"""A table or column, and the province or person of which it was read or changed; None: of all of them."""

SCOPES = {
    "acceptances": "province",
    "accounts": "user_id",
    "answers": "province",
    "approvals": "province",
    "conversations": "person_id",
    "drafts": "person_id",
    "estate_answers": "province",
    "evidence": "province",
    "exceptions": "province",
    "outbox": "id",
    "reports": "province",
    "returns": "province",
    "revisions": "province",
}
"""Tables that grow with every turn, and the column by which turns stay out of each other's way.

What hangs on a report is of the report's province: who adds to it gives that beside the statement's own values.
"""
OF_A_REPORT = frozenset({"acceptances", "approvals", "returns", "revisions"})
"""Tables without a province of their own."""
MOST, MOST_VIEWS = 4_000, 250
"""What is kept at most: questions (beyond that all are forgotten), and views (the one unused for longest goes)."""
LONGEST = 2_000
"""Rows of an answer that is kept."""


@dataclass(frozen=True)
class Touched:
    """What a statement reads and changes, its triggers and cascades among it.

    «reports.state» is a column, that a row was read of or updated in; «reports» are the rows, read or come and gone.
    """

    reads: frozenset[str]
    writes: frozenset[str]


NOTHING = Touched(frozenset(), frozenset())
_TOUCHED: dict[str, Touched] = {}
_OF_ROWS = {sqlite3.SQLITE_INSERT, sqlite3.SQLITE_DELETE}
_OF_TABLES = _OF_ROWS | {sqlite3.SQLITE_READ, sqlite3.SQLITE_UPDATE}


async def _learn(connection: aiosqlite.Connection, sql: str, values: Values) -> Touched:
    """Return what a statement touches; it is prepared for it, and not run."""
    reads, writes = set[str](), set[str]()

    def note(action: int, table: str | None, column: str | None, *_more: str | None) -> int:
        if table and action in _OF_TABLES:
            rows, cell = {table}, {f"{table}.{column}"}
            reads.update(rows | cell if action == sqlite3.SQLITE_READ else ())
            writes.update(cell if action == sqlite3.SQLITE_UPDATE else rows if action in _OF_ROWS else ())
        return sqlite3.SQLITE_OK

    if re.match(r"\s*(SAVEPOINT|RELEASE|PRAGMA)\b", sql):
        return NOTHING
    await connection.set_authorizer(note)
    try:
        await connection.execute_fetchall(f"EXPLAIN {sql}", values)
    finally:
        await connection.set_authorizer(None)
    return Touched(frozenset(reads), frozenset(writes))


@dataclass
class WarmEntry:
    """Something that is kept, and what it was read from."""

    value: object
    stamps: frozenset[Stamp]


@dataclass
class ViewMaking:
    """What a view that is being made was read from; ``passing``: it holds for this instant alone."""

    stamps: set[Stamp] = field(default_factory=set)
    passing: bool = False


@dataclass
class Warm:
    """What is kept.

    ``doubted``: what is kept is asked again and compared, so that tests notice a change that was missed.
    """

    doubted: bool = False
    _kept: dict[Hashable, WarmEntry] = field(default_factory=dict)
    _of: dict[str, dict[str | None, set[Hashable]]] = field(default_factory=dict)
    _views: dict[Hashable, None] = field(default_factory=dict)
    """The keys of views, the one used last at the end."""
    newest: dict[str, object] = field(default_factory=dict)
    """Of a table that only grows: its newest row, as turns have left it."""
    _making: list[ViewMaking] = field(default_factory=list)
    _version: object = None

    async def learn(self, connection: aiosqlite.Connection, sql: str, values: Values) -> Touched:
        """Return what a statement touches."""
        if sql not in _TOUCHED:
            _TOUCHED[sql] = await _learn(connection, sql, values)
        return _TOUCHED[sql]

    def concerns(self, asked: Touched, written: Iterable[str]) -> bool:
        """Say whether what waits to be written may change what is asked."""
        return any(sql not in _TOUCHED or _TOUCHED[sql].writes & asked.reads for sql in written)

    def get(self, key: Hashable) -> WarmEntry | None:
        """Return what is kept under a key."""
        kept = self._kept.get(key)
        if kept is not None:
            self._note(kept.stamps)
        return kept

    def keep_rows(self, key: Hashable, rows: list[tuple[Stored, ...]], asked: Touched, values: Values) -> None:
        """Keep the rows of a question, unless it is about an instant: that is not asked again."""
        sql = str(key[0])  # type: ignore[index]
        stamps = frozenset(_stamps(sql, asked.reads, values))
        passing = any(isinstance(value, datetime) and value != KNOWN for value in values.values())
        self._note(stamps, passing=passing)
        if not passing and len(rows) <= LONGEST:
            self._keep(key, rows, stamps)

    def pass_by(self) -> None:
        """Let no view be kept that is being made: something was read for it that is not followed."""
        self._note((), passing=True)

    def change(self, sql: str, values: Values) -> None:
        """Forget what was read from what a statement changes."""
        if sql not in _TOUCHED:
            self.forget()
            return
        for table, scope in _stamps(sql, _TOUCHED[sql].writes, values):
            scopes = self._of.get(table, {})
            for each in list(scopes) if scope is None else (scope, None):
                for key in scopes.pop(each, ()):
                    self._kept.pop(key, None)

    def forget(self) -> None:
        """Forget everything."""
        self._kept.clear()
        self._of.clear()
        self._views.clear()
        self.newest.clear()

    def forget_if_changed(self, version: object) -> None:
        """Forget everything where SQLite's `data_version` says that another connection has changed something."""
        if version != self._version:
            self.forget()
            self._version = version

    async def view(self, key: Hashable, make: Callable[[], Awaitable[View]]) -> View:
        """Return what ``make`` makes, kept under a key until something changes that was read for it."""
        kept = self.get(key)
        self._views.pop(key, None)
        if kept is not None and not self.doubted:
            self._views[key] = None
            return kept.value  # type: ignore[return-value]
        self._making.append(made := ViewMaking())
        try:
            view = await make()
        finally:
            self._making.pop()
        if kept is not None and kept.value != view:
            raise StaleError(str(key))
        self._note(made.stamps, passing=made.passing)
        if not made.passing:
            self._keep(key, view, frozenset(made.stamps))
            self._views[key] = None
            if len(self._views) > MOST_VIEWS:
                self._kept.pop(oldest := next(iter(self._views)), None)
                del self._views[oldest]
        return view

    def _keep(self, key: Hashable, value: object, stamps: frozenset[Stamp]) -> None:
        if len(self._kept) >= MOST:
            self.forget()
        self._kept[key] = WarmEntry(value, stamps)
        for table, scope in stamps:
            self._of.setdefault(table, {}).setdefault(scope, set()).add(key)

    def _note(self, stamps: Iterable[Stamp], *, passing: bool = False) -> None:
        if self._making:
            self._making[-1].stamps.update(stamps)
            self._making[-1].passing |= passing


class StaleError(Exception):
    """What is kept is not what the database says: a change was missed, which is a bug."""


def _stamps(sql: str, tables: Iterable[str], values: Values) -> Iterator[Stamp]:
    """Yield what a statement with these values reads or changes of its tables."""
    for table in tables:
        base = table.partition(".")[0]
        name = _limit(sql, base)
        if name is None and base in OF_A_REPORT and re.match(r"\s*INSERT", sql) and "province" in values:
            name = "province"
        if name is None:
            yield table, None
        elif name.endswith("s"):  # `:provinces` are a JSON array
            yield from ((table, str(each)) for each in json.loads(str(values[name])))
        else:
            yield table, str(values[name])


@cache
def _limit(sql: str, table: str) -> str | None:
    """Return the value that limits a statement to a province or person of a table, None where nothing does.

    An insertion is limited by what it puts into the column, everything else by a condition that all its rows meet; what
    its triggers change is of the same province: of the same report.
    """
    column = SCOPES.get(table)
    while sql != (shorter := re.sub(r"\([^()]*\bOR\b[^()]*\)", "", sql)):
        sql = shorter  # what may be one thing or another limits nothing
    if column is None or re.search(r"(?<!INSERT )\b(OR|UNION)\b", sql):
        return None
    if inserted := re.match(r"\s*INSERT (?:OR \w+ )?INTO (\w+) \(([^)]*)\)\s+VALUES \(([^)]*)\)", sql):
        main, columns, given = inserted.groups()
        put = dict(zip(columns.split(","), given.split(","), strict=False))
        found = {name.strip(): value.strip() for name, value in put.items()}.get(column, "")
        return found[1:] if SCOPES.get(main) == column and re.fullmatch(r":\w+", found) else None
    if changed := re.match(r"\s*(?:UPDATE|DELETE FROM) (\w+)", sql):
        _, _, condition = sql.partition("WHERE")
        return _equal(condition, changed[1], column) if SCOPES.get(changed[1]) == column else None
    if column == "id" and re.search(r"\bJOIN\b|\(SELECT\b", sql):
        return None  # whose id it is would be a guess
    return _equal(sql, table, column) or _any_of(sql, column)


def _equal(sql: str, table: str, column: str) -> str | None:
    found = re.search(rf"(?<![\w.])(?:{table}\.)?{column} = :(\w+)", sql)
    return found[1] if found else None


def _any_of(sql: str, column: str) -> str | None:
    found = re.search(rf"json_each\(:({column}s)\)", sql)
    return found[1] if found else None
