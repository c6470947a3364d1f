"""The ticker: wakes every 30 seconds of the clock, and when the clock is moved."""

import asyncio

from bot.chasing.calls import seed_calls
from bot.clock import Clock
from bot.delivery import metrics
from bot.delivery.beats import Beats
from bot.delivery.waiting import wait_for
from bot.ticking import WORKS, tick
from storage.database import Database

EVERY = 29.0
"""Seconds between two ticks."""


class Ticker:
    """Runs the tick; ``moved`` is set by a clock that jumps."""

    def __init__(self, database: Database, clock: Clock, beats: Beats) -> None:
        self._database = database
        self._clock = clock
        self._beats = beats
        self.moved = asyncio.Event()
        for work in WORKS:
            metrics.CLOCK.labels(work.__name__)
        for kind in (*(call.kind for call in seed_calls().calls), "digest", "backup"):
            metrics.LATE.labels(kind)

    async def run(self) -> None:
        """Tick for ever."""
        while True:
            self._beats.beat("ticker")
            self.moved.clear()
            since = self._clock.now()
            await self.tick()
            await wait_for(self.moved, self._clock, since, EVERY)

    async def tick(self) -> None:
        """Do what is due now, a transaction a slice: turns have theirs in between."""
        left = WORKS
        while left:
            async with self._database.transaction() as tx:
                left = await tick(tx, self._clock.now(), left)
            await asyncio.sleep(0)
