"""Stopped at any row, an announcement sends nothing more but what was already on its way."""

import asyncio
import random
from collections import Counter
from datetime import timedelta
from pathlib import Path

from bot.announcing import changing, sending
from bot.announcing.audience import CEOS, select, write_parts
from bot.announcing.body import Body, confirmed
from bot.delivery.beats import Beats
from bot.delivery.lane import Lane
from bot.delivery.outcomes import Blocked, Outcome, RetryAfter, Sent
from bot.delivery.pace import PaceLimits
from bot.programme.loading import ensure_programme
from sandbox.clock import Clock
from storage import accounts, announcements, audiences, people
from storage.database import Database
from storage.outgoing import Outgoing
from storage.people import Duty
from storage.transaction import Transaction
from tests.announcing.organisation import TUESDAY
from tests.delivery.by_hand import looping, rows, until_found
from tests.fresh import open_fresh

TIMES = 100
CEO_COUNT = 12
SLOW = PaceLimits(first=5, least=5, most=5)


class Watch:
    """What both messengers have begun; calls out when it is so much."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.begun: list[int] = []
        self.wanted = 0
        self.reached = asyncio.Event()


class Messenger:
    """Takes announcements, refuses some as too fast, and is blocked by some."""

    def __init__(self, platform: str, watch: Watch) -> None:
        self.platform = platform
        self.watch = watch

    async def deliver(self, row: Outgoing, _message_id: int | None) -> Outcome:
        if row.kind != "announcement":
            return Sent(row.id)
        self.watch.begun.append(row.id)
        if len(self.watch.begun) >= self.watch.wanted:
            self.watch.reached.set()
        await asyncio.sleep(0)
        luck = self.watch.chance.random()
        if luck < 0.2:
            return RetryAfter(1)
        return Blocked("blocked") if luck < 0.25 else Sent(row.id)

    async def answer_tap(self, callback_id: str, toast: str) -> None:
        """Nobody taps here."""


async def add_people(tx: Transaction) -> None:
    """Add an admin and CEOs, each with an account on both messengers."""
    await ensure_programme(tx, 1405, TUESDAY)
    for number in range(CEO_COUNT + 1):
        person = await people.add(tx, f"Person {number}", "", "active", TUESDAY)
        await people.save_duty(tx, person, Duty("ceo", "IR-21", "", "") if number else Duty("admin", "", "", ""))
        for minute, platform in enumerate(("bale", "telegram")):
            used = TUESDAY - timedelta(minutes=2 - minute)
            await accounts.link(tx, await accounts.meet(tx, platform, person, person, used), person, used)


async def announce(tx: Transaction) -> int:
    body = Body("stop me")
    new = confirmed(body, 1, write_parts(CEOS), TUESDAY)
    number = await announcements.add(tx, new, TUESDAY)
    await sending.freeze(tx, number, select(CEOS, await audiences.list_holders(tx), {}))
    found = await announcements.get(tx, number)
    assert found
    await sending.start(tx, found, TUESDAY)
    return number


async def stop_at_random(database: Database, clock: Clock, lanes: dict[str, Lane], watch: Watch) -> int:
    """Send one announcement and stop it once a random number of its rows have begun; return its number."""
    watch.wanted = len(watch.begun) + watch.chance.randint(1, CEO_COUNT)
    watch.reached.clear()
    async with database.transaction() as tx:
        await tx.run("UPDATE accounts SET blocked_at = NULL")
        number = await announce(tx)
    stopping = asyncio.create_task(watch.reached.wait())
    while not stopping.done():
        clock.advance(0.2)
        await asyncio.sleep(0)
    async with database.transaction() as tx:
        found = await announcements.get(tx, number)
        assert found
        await changing.stop(tx, found, 1, clock.now())
        on_the_way = await tx.column(
            "SELECT id FROM outbox WHERE announcement_id = :id AND state = 'sending'", id=number
        )
    before = Counter(watch.begun)
    while any(map(len, lanes.values())):
        clock.advance(1)
        await asyncio.sleep(0)
    after = Counter(watch.begun) - before
    assert set(after) <= set(on_the_way)
    assert set(after.values()) <= {1}
    return number


async def test_nothing_leaves_after_a_stop_but_what_was_under_way(tmp_path: Path) -> None:
    chance, clock = random.Random(8), Clock.standing(TUESDAY)
    async with open_fresh(tmp_path / "mehvar.db", b"s" * 32) as database:
        await database._writer.execute("PRAGMA synchronous = OFF")  # nothing is killed here
        watch = Watch(chance)
        lanes = {name: Lane(database, Messenger(name, watch), clock, SLOW, Beats()) for name in ("telegram", "bale")}

        def line_up(created: list[Outgoing]) -> None:
            for row in created:
                lanes[row.platform].put(row)

        database.committed = line_up
        async with database.transaction() as tx:
            await add_people(tx)
        async with looping(lanes["telegram"].run()), looping(lanes["bale"].run()):
            stopped = [await stop_at_random(database, clock, lanes, watch) for _ in range(TIMES)]
            await until_found(database, "SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')", (0,))
        assert len(stopped) == TIMES
        assert await rows(database, "SELECT DISTINCT state FROM announcements") == [("cancelled",)]
        states = dict(await rows(database, "SELECT row_state, count(*) FROM recipient_states GROUP BY row_state"))
    assert set(states) <= {"sent", "blocked", "replaced"}
    assert states["sent"] > TIMES
    assert states["replaced"] > TIMES
