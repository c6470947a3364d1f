"""The sample organisation on a Wednesday of Azar 1405, its CEO of Yazd still silent: made once a run."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from functools import cache

from bot.language.week import week_of
from bot.obstacles.sample import fill_obstacles
from bot.people.roster import apply_roster, compare_roster
from bot.people.sample import sample_roster
from bot.reporting.sample import fill_past
from storage.memory import Memory
from storage.transaction import Transaction
from tests.fresh import open_memory

WEEK = week_of(date(2026, 11, 25))
NOW = datetime.fromisoformat("2026-11-25T08:00:00+03:30")
YAZD = "IR-21"
SECRET = b"s" * 32


@cache
def filled() -> bytes:
    """Return the database as bytes."""
    with closing(open_memory()) as connection:
        tx = Transaction(connection, Memory(), SECRET)
        apply_roster(tx, compare_roster(tx, sample_roster()), NOW)
        fill_past(tx, NOW, frozenset({YAZD}))
        fill_obstacles(tx, NOW)
        return connection.serialize()


@contextmanager
def open_sample() -> Iterator[Transaction]:
    """Open a copy of the sample organisation's database, in memory."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(filled())
        yield Transaction(connection, Memory(), SECRET)
