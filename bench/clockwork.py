"""Days in which nobody says anything: how often the clockwork wakes, and what waking costs beside a whole tick."""

import asyncio
import json
import tempfile
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from statistics import median
from time import process_time

from bot.clock import Clock
from bot.clockwork.firing import Clockwork
from bot.config import read_config
from bot.delivery.beats import Beats
from bot.language.jalali import JalaliDate
from bot.obstacles.sample import fill_obstacles
from bot.people.founding import found
from bot.people.roster import apply_roster, compare_roster
from bot.people.sample import sample_roster
from bot.programme.calendar import DAY, at
from bot.reporting.sample import fill_past
from bot.ticking import WORKS, do
from storage import accounts
from storage.database import Database, open_database

SATURDAY = JalaliDate(1405, 8, 30).gregorian
TICKS = 200
HALF_MINUTES = 24 * 60 * 60 // 29
"""Whole ticks a day, when there was one every 29 seconds."""


class StandingClock(Clock):
    """A clock that is moved by hand."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        """Return the instant."""
        return self.instant

    async def sleep_until(self, instant: datetime) -> None:
        """Return at once: nothing of the bench waits for it."""


@dataclass(frozen=True)
class QuietDay:
    """A day: how often the clockwork woke, the works that it did, and the processor time of all that, in seconds."""

    day: str
    wakes: int
    works: int
    seconds: float
    ticks: int
    ticks_seconds: float


def main(*, quick: bool, as_json: bool) -> None:
    """Live through a week, or (quick) its first two days, and print each day."""
    for told in asyncio.run(_live(2 if quick else 7)):
        if as_json:
            print(json.dumps(asdict(told)), flush=True)
        else:
            print(
                f"{told.day}: woke {told.wakes} times for {told.works} works, {told.seconds * 1000:.0f} ms of CPU;"
                f" {told.ticks} whole ticks would take {told.ticks_seconds:.1f} s",
                flush=True,
            )


async def _live(days: int) -> list[QuietDay]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mehvar.db"
        clock = StandingClock(at(SATURDAY, time(0)))
        async with open_database(path, b"s" * 32) as database:
            await _settle(database, path, clock.instant)
            clockwork = Clockwork(database, clock, Beats())
            database.changed = clockwork.heard
            await clockwork.tick()
            return [await _day(database, clockwork, clock) for _ in range(days)]


async def _settle(database: Database, path: Path, now: datetime) -> None:
    """Make the sample organisation: everybody has come in, the past is reported, this week is not."""
    async with database.transaction() as tx:
        await found(tx, read_config({"MEHVAR_DATABASE": str(path)}), now)
        await apply_roster(tx, await compare_roster(tx, sample_roster()), now - 70 * DAY)
        for person in await tx.column("SELECT id FROM people"):
            number = int(person or 0)
            await accounts.link(tx, await accounts.meet(tx, "telegram", number, number, now), number, now)
        await fill_past(tx, now)
        await fill_obstacles(tx, now)


async def _day(database: Database, clockwork: Clockwork, clock: StandingClock) -> QuietDay:
    begins, wakes, works, began = clock.instant, 0, 0, process_time()
    while (moment := min(filter(None, clockwork.moments.values()))) < begins + DAY:
        clock.instant = max(moment, clock.instant)
        works += len(clockwork._list_due())
        wakes += 1
        await clockwork._do_what_is_due(lambda _work: True)
        async with database.transaction() as tx:
            tx.write("UPDATE outbox SET state = 'sent' WHERE state = 'pending'")
    seconds = process_time() - began
    clock.instant = begins + DAY - timedelta(minutes=1)
    spent = []
    for _ in range(TICKS):
        async with database.transaction() as tx:
            began = process_time()
            for work in WORKS:
                await do(tx, clock.instant, work)
            spent.append(process_time() - began)
    clock.instant = begins + DAY
    return QuietDay(f"{begins + DAY / 2:%A}", wakes, works, seconds, HALF_MINUTES, median(spent) * HALF_MINUTES)
