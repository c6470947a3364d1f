"""Keeps three tickers on one database, kills them at random and moves their clock; run as a process of its own."""

import asyncio
import os
import random
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import date, datetime, timedelta
from pathlib import Path

import aiosqlite

from bot.language.week import Week
from bot.programme.in_memory import HeldCalendar, hold_calendar
from storage.batch import BatchConnection
from storage.memory import Memory
from storage.transaction import Transaction
from tests.chasing.world import tick

WEEKS = tuple(Week(date(2026, 10, 31) + timedelta(weeks=number)) for number in range(4))  # plain ones, 9 to 30 Aban
KINDS = {"opening": "opens", "reminder": "reminder", "last_reminder": "last_reminder", "overdue": "overdue"}
TICKERS, KILLS, JUMPS = 3, 100, 40
PATIENCE = 30.0
SETTLED = "SELECT count(*) FROM ledger WHERE kind = ? AND period LIKE ? AND subject LIKE 'IR-__'"


@asynccontextmanager
async def connect(path: Path) -> AsyncIterator[aiosqlite.Connection]:
    async with aiosqlite.connect(path, isolation_level=None, timeout=PATIENCE, factory=BatchConnection) as connection:
        for pragma in ("journal_mode = DELETE", "synchronous = OFF", "foreign_keys = ON"):
            await connection.execute(f"PRAGMA {pragma}")
        yield connection


async def tick_for_ever(path: Path, clock: Path) -> None:
    """Tick at whatever time the clock shows, as a ticker of its own process does."""
    memory = Memory()
    async with connect(path) as connection:
        while True:
            now = datetime.fromisoformat(clock.read_text())
            await connection.execute("BEGIN IMMEDIATE")
            tx = Transaction(connection, memory, b"s" * 32)
            await tick(tx, now)
            await tx.flush()
            await connection.commit()
            await asyncio.sleep(0.02)


class Nursery:
    """The tickers by their process ids."""

    def __init__(self, path: Path, chance: random.Random) -> None:
        self._path, self._clock, self._chance = path, path.with_name("clock"), chance
        self._children: list[int] = []
        self.kills = self.jumps = 0

    def move(self, now: datetime) -> None:
        """Move the clock, at once for everybody."""
        fresh = self._clock.with_suffix(".new")
        fresh.write_text(now.isoformat())
        fresh.rename(self._clock)
        self.jumps += 1
        while len(self._children) < TICKERS:
            self._bear()

    def kill_some(self, count: int) -> None:
        """Kill so many, wherever they are in their work, and let others take their places."""
        for _ in range(count):
            time.sleep(self._chance.uniform(0, 0.06))
            child = self._children.pop(self._chance.randrange(len(self._children)))
            os.kill(child, signal.SIGKILL)
            _pid, status = os.waitpid(child, 0)
            assert os.WTERMSIG(status) == signal.SIGKILL, "a ticker has ended by itself"
            self.kills += 1
            self._bear()

    def end(self) -> None:
        """Kill the rest."""
        for child in self._children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)

    def _bear(self) -> None:
        child = os.fork()
        if child == 0:
            try:
                asyncio.run(tick_for_ever(self._path, self._clock))
            finally:
                os._exit(1)
        self._children.append(child)


def live(path: Path, seed: int) -> None:
    """Move the clock through four weeks, back and forth, and kill a hundred tickers meanwhile."""
    chance = random.Random(seed)
    nursery, held = Nursery(path, chance), asyncio.run(hold(path))
    steps = sorted(
        (getattr(held.times(week, "IR-21"), name), kind, week) for week in WEEKS for kind, name in KINDS.items()
    )
    try:
        for place, (instant, kind, week) in enumerate(steps, start=1):
            if place % 2 == 0:  # back to where everything is done, and forward again
                nursery.move(steps[place - 2][0] - timedelta(hours=chance.randrange(1, 90)))
                nursery.kill_some(1)
            nursery.move(instant + timedelta(seconds=chance.randrange(50)))
            nursery.kill_some(2)
            if place % 2:
                nursery.move(instant + timedelta(minutes=1))
            nursery.kill_some(KILLS * place // len(steps) - nursery.kills)
            wait(path, kind, week)
        while nursery.jumps < JUMPS:
            nursery.move(steps[chance.randrange(len(steps))][0])
            nursery.kill_some(KILLS - nursery.kills)
    finally:
        nursery.end()
    print(nursery.kills, nursery.jumps)


async def hold(path: Path) -> HeldCalendar:
    """Return the calendar."""
    async with connect(path) as connection:
        return await hold_calendar(Transaction(connection, Memory(), b""))


def wait(path: Path, kind: str, week: Week) -> None:
    """Return once a call is settled in every province; what it sent has left then."""
    until = time.monotonic() + PATIENCE
    with closing(sqlite3.connect(path, isolation_level=None, timeout=PATIENCE, factory=BatchConnection)) as connection:
        while connection.execute(SETTLED, (kind, f"{week.key}%")).fetchone()[0] < 31:
            assert time.monotonic() < until, f"{kind} of {week.key} is not settled"
            time.sleep(0.02)
        connection.execute("UPDATE outbox SET state = 'sent' WHERE state = 'pending'")


if __name__ == "__main__":
    live(Path(sys.argv[1]), int(sys.argv[2]))
