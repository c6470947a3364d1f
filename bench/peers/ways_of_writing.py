"""Runs one turn's statements in three ways and prints a line of JSON each; runs where aiosqlite is installed.

The turn is like one of ours: three questions, five changes. A busy neighbour on the loop stands for the sends, polls
and parsing that go on meanwhile: 0.1 ms of Python and a system call at a time.
"""

import asyncio
import json
import os
import sqlite3
import sys
import tempfile
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from time import perf_counter
from typing import Any

import aiosqlite

Way = Callable[[Path, int, int], Awaitable[None]]
SCHEMA = """
    PRAGMA journal_mode = WAL;
    CREATE TABLE letters (id INTEGER PRIMARY KEY, text TEXT, buttons TEXT);
    CREATE TABLE states (person INTEGER PRIMARY KEY, state TEXT);
"""
STATE = (5, json.dumps({"answers": ["a" * 40] * 5}))
TURN: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("SELECT * FROM states WHERE person = ?", (1,)),
    ("SELECT * FROM letters WHERE id = ?", (1,)),
    ("SELECT count(*) FROM states", ()),
    ("INSERT INTO letters (text, buttons) VALUES (?, ?)", STATE),
    ("INSERT OR REPLACE INTO states VALUES (?, ?)", STATE),
    ("INSERT INTO letters (text, buttons) VALUES (?, ?)", STATE),
    ("INSERT INTO letters (text, buttons) VALUES (?, ?)", STATE),
    ("UPDATE letters SET buttons = '' WHERE id = ?", (1,)),
)


async def statement_by_statement(path: Path, turns: int, group: int) -> None:
    """Await every statement in aiosqlite's thread."""
    async with aiosqlite.connect(path, isolation_level=None) as database:
        await database.execute("PRAGMA synchronous = FULL")
        for _ in range(turns // group):
            await database.execute("BEGIN IMMEDIATE")
            for statement, values in TURN * group:
                await database.execute_fetchall(statement, values)
            await database.execute("COMMIT")


async def turn_by_turn(path: Path, turns: int, group: int) -> None:
    """Run each turn whole in a thread: one hop to begin, one a turn, one to commit."""
    database, hop = _open(path), _hops()
    for _ in range(turns // group):
        await hop(lambda: database.execute("BEGIN IMMEDIATE"))
        for _ in range(group):
            await hop(lambda: _take_turn(database))
        await hop(database.commit)


async def commit_alone(path: Path, turns: int, group: int) -> None:
    """Run the statements on the loop; only the commit is awaited in a thread, as Mehvar does."""
    database, hop = _open(path), _hops()
    for _ in range(turns // group):
        database.execute("BEGIN IMMEDIATE")
        for _ in range(group):
            _take_turn(database)
        await hop(database.commit)


def _open(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    database.execute("PRAGMA synchronous = FULL")
    return database


def _hops() -> Callable[[Callable[[], object]], Awaitable[object]]:
    thread = ThreadPoolExecutor(1)
    return lambda work: asyncio.get_running_loop().run_in_executor(thread, work)


def _take_turn(database: sqlite3.Connection) -> None:
    for statement, values in TURN:
        database.execute(statement, values).fetchall()


async def _be_busy() -> None:
    reader, writer = os.pipe()
    while True:
        sum(range(5_000))
        os.write(writer, b"x")
        os.read(reader, 1)
        await asyncio.sleep(0)


async def measure(way: Way, turns: int, group: int, *, busy: bool) -> float:
    """Return how many turns a second a way takes, in a fresh database."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        with closing(sqlite3.connect(path)) as database:
            database.executescript(SCHEMA)
        neighbour = asyncio.create_task(_be_busy()) if busy else None
        began = perf_counter()
        await way(path, turns, group)
        taken = perf_counter() - began
        if neighbour:
            neighbour.cancel()
    return turns / taken


def main() -> None:
    """Run every way under every condition, as many turns as the command line says."""
    turns = int(sys.argv[1])
    for busy in (False, True):
        for group in (1, 8):
            for way in (statement_by_statement, turn_by_turn, commit_alone):
                rate = asyncio.run(measure(way, turns, group, busy=busy))
                print(json.dumps({"way": way.__name__, "group": group, "busy": busy, "turns": round(rate)}), flush=True)


if __name__ == "__main__":
    main()
