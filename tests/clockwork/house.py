"""A clockwork on a database in a file and a clock that is moved by hand; nobody is there to send what it writes."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from bot.clockwork.firing import Clockwork
from bot.config import read_config
from bot.delivery.beats import Beats
from bot.people.founding import found
from storage import accounts, people
from storage.database import Database
from storage.people import Duty
from tests.chasing.world import tehran
from tests.fresh import open_fresh

SUNDAY = tehran("1405/09/01 10:00")
OPENS = tehran("1405/09/02 09:00")
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
YAZD, QOM = "IR-21", "IR-25"


@dataclass
class MovedClock:
    """Stands until it is moved."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant

    async def sleep_until(self, instant: datetime) -> None:
        raise AssertionError("the clockwork waits for no clock: APScheduler does")


@dataclass
class House:
    """A database with people in it, and the clockwork that may run on it."""

    database: Database
    clock: MovedClock
    clockwork: Clockwork
    chats: Iterator[int] = field(default_factory=lambda: count(1000))

    async def person(self, role: str, province: str = "", axes: str = "") -> int:
        """Add somebody with a duty and an account."""
        now = self.clock.now()
        async with self.database.transaction() as tx:
            person = await people.add(tx, f"{role} {province}", "", "active", now)
            await people.save_duty(tx, person, Duty(role, province, "", axes))
            chat = next(self.chats)
            await accounts.link(tx, await accounts.meet(tx, "telegram", chat, chat, now), person, now)
        return person

    async def ask(self, question: str, **values: str | int | datetime) -> list[tuple[object, ...]]:
        """Return what a question finds."""
        async with self.database.transaction() as tx:
            return [tuple(row) for row in await tx.connection.execute_fetchall(question, values)]

    async def kinds(self) -> list[object]:
        """Return the kinds of what was pushed, in order."""
        return [kind for (kind,) in await self.ask("SELECT kind FROM pushes ORDER BY id")]

    async def pass_to(self, instant: datetime) -> None:
        """Let time pass: whatever is due on the way is done at its own moment."""
        while (moment := self.next_moment()) <= instant:
            self.clock.instant = max(moment, self.clock.instant)
            await self.clockwork._do_what_is_due(lambda _work: True)
        self.clock.instant = instant

    def next_moment(self) -> datetime:
        """Return when the clockwork wakes next."""
        return min(moment for moment in self.clockwork.moments.values() if moment)


@asynccontextmanager
async def open_house(path: Path, now: datetime = SUNDAY) -> AsyncIterator[House]:
    """Open a house in a new file; the clockwork does not run yet."""
    clock = MovedClock(now)
    async with open_fresh(path, b"s" * 32) as database:
        await database._writer.execute("PRAGMA synchronous = OFF")  # nothing of it needs to survive a power cut
        async with database.transaction() as tx:
            await found(tx, read_config({"MEHVAR_DATABASE": str(path)}), now)
        yield make_house(database, clock)


def make_house(database: Database, clock: MovedClock) -> House:
    """Return a house with a new clockwork: nothing of it remembers what was before."""
    clockwork = Clockwork(database, clock, Beats())
    database.changed = clockwork.heard
    return House(database, clock, clockwork)
