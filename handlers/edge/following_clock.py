"""The demo's clock: follows the clock of the local messenger, which can be moved forward."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import aiohttp


class FollowingClock:
    """Knows the messenger's time from `/clock`, and hears of its moves over a long poll."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._base = datetime.now(UTC)
        self._since = time.monotonic()
        self._running = True
        self._version = -1
        self._changed = asyncio.Event()
        self.moved: Callable[[], None] = lambda: None

    def now(self) -> datetime:
        """Return the messenger's time."""
        spent = time.monotonic() - self._since if self._running else 0.0
        return self._base + timedelta(seconds=spent)

    async def sleep_until(self, instant: datetime) -> None:
        """Return once the messenger's clock has reached ``instant``."""
        while (left := (instant - self.now()).total_seconds()) > 0:
            changed = self._changed
            try:
                await asyncio.wait_for(changed.wait(), min(left, 60) if self._running else 60)
            except TimeoutError:
                continue

    async def start(self) -> None:
        """Read the clock for the first time; raises what aiohttp raises."""
        async with aiohttp.ClientSession(trust_env=False) as session:
            await self._read(session, self._url)

    async def follow(self) -> None:
        """Follow for ever; while the messenger is away, time goes on by itself."""
        async with aiohttp.ClientSession(trust_env=False) as session:
            while True:
                try:
                    await self._read(session, f"{self._url}?after={self._version}&timeout=20")
                except (aiohttp.ClientError, TimeoutError, OSError, ValueError, KeyError):
                    await asyncio.sleep(1)

    async def _read(self, session: aiohttp.ClientSession, url: str) -> None:
        async with session.get(url, timeout=aiohttp.ClientTimeout(total=30)) as response:
            told = await response.json()
        if told["version"] == self._version:
            return
        self._base, self._since = datetime.fromisoformat(told["now"]), time.monotonic()
        self._running, self._version = told["running"], told["version"]
        self._changed.set()
        self._changed = asyncio.Event()
        self.moved()
