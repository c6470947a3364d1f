"""A week opens for thousands: how long the loop is held, and how long a visitor waits for a turn meanwhile."""

import asyncio
import json
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from time import perf_counter

from bot.clock import Clock
from bot.clockwork.firing import Clockwork
from bot.config import read_config
from bot.delivery.beats import Beats
from bot.people.founding import found
from bot.programme.due import week_at_hand
from bot.programme.in_memory import hold_calendar
from bot.programme.provinces import PROVINCES
from bot.ticking import WORKS, do
from storage import accounts, inbox, people
from storage.database import Database, open_database
from storage.inbox import Arrival
from storage.people import Duty

BASE = datetime(2026, 11, 19, 8, tzinfo=UTC)
HEARTBEAT, VISIT = 0.001, 0.05
"""Seconds between two beats of the loop, and between two visits."""
CROWDS = (("liaison", 1_000), ("ceo", 8_000))


class FixedClock(Clock):
    """A clock that stands at the opening."""

    def __init__(self, instant: datetime) -> None:
        self._instant = instant

    def now(self) -> datetime:
        """Return the instant."""
        return self._instant

    async def sleep_until(self, instant: datetime) -> None:
        """Return at once: nothing of the bench waits for it."""


@dataclass(frozen=True)
class Opening:
    """What one opening showed, in seconds: the loop's longest hold, a visitor's wait, and all of it."""

    people: int
    told: int
    longest_hold: float
    visitor_p95: float
    visitor_longest: float
    seconds: float


def main(*, quick: bool, as_json: bool) -> None:
    """Open the week for each crowd in turn, and print what that did."""
    for role, many in CROWDS:
        opened = asyncio.run(_open(role, many // 10 if quick else many))
        if as_json:
            print(json.dumps({"role": role, **asdict(opened)}), flush=True)
        else:
            print(
                f"{opened.people:,} × {role}: {opened.told:,} told in {opened.seconds:.1f} s; longest hold of the loop"
                f" {opened.longest_hold * 1000:.0f} ms; a visitor waits {opened.visitor_p95 * 1000:.0f} ms (p95),"
                f" {opened.visitor_longest * 1000:.0f} ms at most",
                flush=True,
            )


async def _open(role: str, many: int) -> Opening:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mehvar.db"
        async with open_database(path, b"s" * 32) as database:
            opens = await _settle(database, path, role, many)
            clockwork = Clockwork(database, FixedClock(opens + timedelta(minutes=2)), Beats())
            beats: list[float] = []
            waits: list[float] = []
            beside = [asyncio.create_task(_beat(beats)), asyncio.create_task(_visit(database, waits))]
            await asyncio.sleep(0.2)
            beats.clear()
            waits.clear()
            began = perf_counter()
            await clockwork.tick()
            seconds = perf_counter() - began
            await asyncio.sleep(2 * VISIT)
            for task in beside:
                task.cancel()
            told = await database.read(lambda tx: tx.count("SELECT count(*) FROM pushes"))
            waits.sort()
            hold = max(later - sooner for sooner, later in pairwise(beats)) - HEARTBEAT
            return Opening(many, told, hold, waits[len(waits) * 95 // 100], waits[-1], seconds)


async def _settle(database: Database, path: Path, role: str, many: int) -> datetime:
    """Let a crowd in before the week opens: liaisons all of one province, CEOs over all of them."""
    async with database.transaction() as tx:
        await found(tx, read_config({"MEHVAR_DATABASE": str(path)}), BASE)
        _week, times = week_at_hand(BASE + timedelta(days=3), await hold_calendar(tx), "IR-21")
        for number in range(many):
            person = await people.add(tx, f"{role} {number}", "", "active", BASE)
            home = "IR-21" if role == "liaison" else PROVINCES[number % len(PROVINCES)].code
            await people.save_duty(tx, person, Duty(role, home, "", "AX01" if role == "liaison" else ""))
            chat = 10_000 + number
            await accounts.link(tx, await accounts.meet(tx, "telegram", chat, chat, BASE), person, BASE)
        for work in WORKS:
            await do(tx, times.opens - timedelta(hours=1), work)
    return times.opens


async def _beat(beats: list[float]) -> None:
    while True:
        beats.append(perf_counter())
        await asyncio.sleep(HEARTBEAT)


async def _visit(database: Database, waits: list[float]) -> None:
    """Write an update of somebody else's down, again and again, and note how long that took."""
    number = 0
    while True:
        number += 1
        began = perf_counter()
        async with database.transaction() as tx:
            await inbox.save(tx, [Arrival("bale", 1, number, 9, 9, "{}")], BASE)
        waits.append(perf_counter() - began)
        await asyncio.sleep(VISIT)
