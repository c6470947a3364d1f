"""A world without messengers: people, reports, a clock that is given, and what was pushed to whom."""

import itertools
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.language.jalali import JalaliDate
from bot.language.week import Week
from bot.programme.calendar import at
from bot.programme.due import axes_due
from bot.programme.in_memory import find_programme, hold_programme
from bot.programme.loading import ensure_programme
from bot.ticking import WORKS, tick
from storage import accounts, people, reports
from storage.memory import Memory
from storage.people import Duty
from storage.reports import Submission
from storage.transaction import Transaction
from tests.fresh import open_memory, write

FAILED = "SELECT period, subject FROM ledger WHERE kind = 'alert' AND subject LIKE 'clock %'"
"""What the clock could not do."""


@dataclass(frozen=True)
class Seen:
    """A push as a person got it: to whom, when, what kind, its text, and the ledger's entries that it settled."""

    person: int
    at: datetime
    kind: str
    counted: bool
    text: str
    entries: tuple[tuple[str, str, str], ...]


@dataclass
class World:
    """One database, read and written without a service."""

    connection: sqlite3.Connection
    memory: Memory = field(default_factory=Memory)
    chats: Iterator[int] = field(default_factory=lambda: itertools.count(1000))

    @contextmanager
    def turn(self) -> Iterator[Transaction]:
        """Open a transaction, as whoever starts a turn does."""
        self.connection.execute("BEGIN IMMEDIATE")
        yield Transaction(self.connection, self.memory, b"s" * 32)
        self.connection.execute("COMMIT")

    def person(self, now: datetime, role: str, province: str = "", axes: str = "", *, linked: bool = True) -> int:
        """Add somebody with a duty and, if linked, an account."""
        with self.turn() as tx:
            person = people.add(tx, f"{role} {province}", "", "active", now)
            people.save_duty(tx, person, Duty(role, province, "", axes))
            if linked:
                chat = next(self.chats)
                accounts.link(tx, accounts.meet(tx, "telegram", chat, chat, now), person, now)
        return person

    def tick(self, now: datetime) -> list[Seen]:
        """Let the clock's work be done, and return what it pushed."""
        last, failed = self.count("pushes"), self.ask(FAILED)
        left = WORKS
        while left:
            with self.turn() as tx:
                left = tick(tx, now, left)
        assert self.ask(FAILED) == failed
        return self.seen(last)

    def deliver(self) -> None:
        """Let everything that waits leave."""
        self.connection.execute("UPDATE outbox SET state = 'sent' WHERE state IN ('pending', 'sending')")

    def seen(self, after: int = 0) -> list[Seen]:
        """Return what was pushed, after the first so many."""
        rows = self.connection.execute(
            """SELECT pushes.person_id, at, pushes.kind, counted, coalesce(text, ''), entries FROM pushes
               LEFT JOIN outbox ON outbox.id = outbox_id ORDER BY pushes.id LIMIT -1 OFFSET ?""",
            (after,),
        ).fetchall()
        return [
            Seen(
                person, datetime.fromisoformat(when), kind, bool(counted), text, tuple(map(tuple, json.loads(entries)))
            )
            for person, when, kind, counted, text, entries in rows
        ]

    def submit(self, now: datetime, person: int, province: str, week: Week, axis: str, *, late: bool = False) -> None:
        """Hand an axis in."""
        with self.turn() as tx:
            if not find_programme(tx, week.year):
                ensure_programme(tx, week.year, now)
            plan = hold_programme(tx, week.year)
            submission = Submission(plan.programme.id, week.saturday, province, axis, "", "", late, ())
            reports.submit(tx, person, submission, now)

    def due(self, week: Week) -> list[str]:
        """Return the codes of the axes that are asked in a week."""
        with self.turn() as tx:
            ensure_programme(tx, week.year, at(week.saturday, datetime.min.time()))
            return [axis.code for axis in axes_due(hold_programme(tx, week.year).axes, week)]

    def submit_all(self, now: datetime, person: int, province: str, week: Week, but: int = 0) -> None:
        """Hand in every axis of a week but the last few."""
        codes = self.due(week)
        for axis in codes[: len(codes) - but]:
            self.submit(now, person, province, week, axis)

    def ask(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """Return what a question finds."""
        return self.connection.execute(question, values).fetchall()

    def count(self, table: str) -> int:
        """Count the rows of a table."""
        return int(self.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


@contextmanager
def open_world(path: Path | None = None) -> Iterator[World]:
    """Open a new database, in memory or in a file; nothing of it needs to survive a power cut."""
    if path:
        write(path)
    connection = sqlite3.connect(path, isolation_level=None) if path else open_memory()
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = OFF")
    try:
        yield World(connection)
    finally:
        connection.close()


def tehran(jalali: str) -> datetime:
    """Return a moment of Tehran: `1405/09/02 09:30`."""
    day, time = jalali.split()
    return at(JalaliDate(*map(int, day.split("/"))).gregorian, datetime.strptime(time, "%H:%M").time())  # noqa: DTZ007
