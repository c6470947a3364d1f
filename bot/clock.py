"""The clock port: the only way Mehvar learns the time or waits for it."""

import asyncio
from datetime import UTC, datetime
from typing import Protocol

MOST_AHEAD = 120.0
"""Seconds that a messenger's clock may differ from ours; deadlines are judged by both."""


class Clock(Protocol):
    """Gives the time and waits for it; the demo's and the tests' clocks can be moved."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...

    async def sleep_until(self, instant: datetime) -> None:
        """Return once `now()` has reached ``instant``."""
        ...


class SystemClock:
    """The host's clock."""

    def now(self) -> datetime:
        """Return the host's time in UTC."""
        return datetime.now(UTC)

    async def sleep_until(self, instant: datetime) -> None:
        """Sleep in pieces, so that a host clock that is set forward is noticed within a minute."""
        while (left := (instant - self.now()).total_seconds()) > 0:  # noqa: ASYNC110 - time has no event
            await asyncio.sleep(min(left, 60))
