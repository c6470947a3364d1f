"""A world without messengers: people, reports, a clock that is given, and what was pushed to whom."""

import itertools
import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import aiosqlite

from bot.language.jalali import JalaliDate
from bot.language.week import Week
from bot.programme.calendar import at
from bot.programme.due import axes_due
from bot.programme.in_memory import find_programme, hold_programme
from bot.programme.loading import ensure_programme
from bot.ticking import WORKS, Work, do
from storage import accounts, people, reports
from storage.batch import BatchConnection
from storage.memory import Memory
from storage.people import Duty
from storage.reports import Submission
from storage.transaction import Transaction
from tests.fresh import beneath, open_memory, write

FAILED = "SELECT period, subject FROM ledger WHERE kind = 'alert' AND subject LIKE 'clock %'"
"""What the clock could not do."""


async def tick(tx: Transaction, now: datetime, works: tuple[Work, ...] = WORKS) -> tuple[Work, ...]:
    """Do a slice of all that is due, as if every job of the clock fired; return the works of which more is left."""
    return tuple([work for work in works if await do(tx, now, work)])


@dataclass(frozen=True)
class Seen:
    """A part of a push as a person got it: to whom, when, what kind, in which message, and what it settled."""

    person: int
    at: datetime
    kind: str
    counted: bool
    text: str
    entries: tuple[tuple[str, str, str], ...]
    message: int


@dataclass
class World:
    """One database, read and written without a service."""

    writer: aiosqlite.Connection
    memory: Memory = field(default_factory=Memory)
    chats: Iterator[int] = field(default_factory=lambda: itertools.count(1000))

    @property
    def connection(self) -> sqlite3.Connection:
        """Return what the writer stands on: for a test to look at rows, or to change some, between two turns."""
        return beneath(self.writer)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Transaction]:
        """Open a transaction, as whoever starts a turn does."""
        await self.writer.execute("BEGIN IMMEDIATE")
        tx = Transaction(self.writer, self.memory, b"s" * 32)
        yield tx
        await tx.flush()
        await self.writer.commit()

    async def person(self, now: datetime, role: str, province: str = "", axes: str = "", *, linked: bool = True) -> int:
        """Add somebody with a duty and, if linked, an account."""
        async with self.turn() as tx:
            person = await people.add(tx, f"{role} {province}", "", "active", now)
            await people.save_duty(tx, person, Duty(role, province, "", axes))
            if linked:
                chat = next(self.chats)
                await accounts.link(tx, await accounts.meet(tx, "telegram", chat, chat, now), person, now)
        return person

    async def tick(self, now: datetime) -> list[Seen]:
        """Let the clock's work be done, and return what it pushed."""
        last, failed = self.count("pushes"), self.ask(FAILED)
        left = WORKS
        while left:
            async with self.turn() as tx:
                left = await tick(tx, now, left)
        assert self.ask(FAILED) == failed
        return self.seen(last)

    def deliver(self) -> None:
        """Let everything that waits leave."""
        self.connection.execute("UPDATE outbox SET state = 'sent' WHERE state IN ('pending', 'sending')")

    def seen(self, after: int = 0) -> list[Seen]:
        """Return what was pushed, after the first so many."""
        rows = self.connection.execute(
            """SELECT pushes.person_id, at, pushes.kind, counted, coalesce(text, ''), entries, outbox_id FROM pushes
               LEFT JOIN outbox ON outbox.id = outbox_id ORDER BY pushes.id LIMIT -1 OFFSET ?""",
            (after,),
        ).fetchall()
        return [
            Seen(
                person,
                datetime.fromisoformat(when),
                kind,
                bool(counted),
                text,
                tuple(map(tuple, json.loads(entries))),
                message,
            )
            for person, when, kind, counted, text, entries, message in rows
        ]

    async def submit(
        self, now: datetime, person: int, province: str, week: Week, axis: str, *, late: bool = False
    ) -> None:
        """Hand an axis in."""
        async with self.turn() as tx:
            if not await find_programme(tx, week.year):
                await ensure_programme(tx, week.year, now)
            plan = await hold_programme(tx, week.year)
            submission = Submission(plan.programme.id, week.saturday, province, axis, "", "", late, ())
            await reports.submit(tx, person, submission, now)

    async def due(self, week: Week) -> list[str]:
        """Return the codes of the axes that are asked in a week."""
        async with self.turn() as tx:
            await ensure_programme(tx, week.year, at(week.saturday, datetime.min.time()))
            return [axis.code for axis in axes_due((await hold_programme(tx, week.year)).axes, week)]

    async def submit_all(self, now: datetime, person: int, province: str, week: Week, but: int = 0) -> None:
        """Hand in every axis of a week but the last few."""
        codes = await self.due(week)
        for axis in codes[: len(codes) - but]:
            await self.submit(now, person, province, week, axis)

    def ask(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """Return what a question finds."""
        return self.connection.execute(question, values).fetchall()

    def count(self, table: str) -> int:
        """Count the rows of a table."""
        return int(self.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


@asynccontextmanager
async def open_world(path: Path | None = None) -> AsyncIterator[World]:
    """Open a new database, in memory or in a file; nothing of it needs to survive a power cut."""
    if path:
        write(path)
    file = (
        aiosqlite.connect(path, isolation_level=None, check_same_thread=False, factory=BatchConnection)
        if path
        else open_memory()
    )
    async with file as connection:
        await connection.execute("PRAGMA foreign_keys = ON")
        await connection.execute("PRAGMA synchronous = OFF")
        yield World(connection)


def tehran(jalali: str) -> datetime:
    """Return a moment of Tehran: `1405/09/02 09:30`."""
    day, time = jalali.split()
    return at(JalaliDate(*map(int, day.split("/"))).gregorian, datetime.strptime(time, "%H:%M").time())  # noqa: DTZ007
