"""The demo's clock: it runs (real time plus what it was moved) or stands, and it only goes forward."""

import time
from datetime import UTC, datetime, timedelta

from sandbox.changes import Changes


class Clock:
    """Aware UTC instants for everything that the messenger stamps, keeps or lets expire."""

    def __init__(self, start: datetime | None = None, *, running: bool = True) -> None:
        self.running = running
        self.changes = Changes()
        self._base = (start or datetime.now(UTC)).timestamp()
        self._since = time.monotonic()

    @classmethod
    def standing(cls, start: datetime) -> "Clock":
        """Return a clock that moves only when it is told."""
        return cls(start, running=False)

    def timestamp(self) -> float:
        """Return the Unix seconds of now."""
        return self._base + (time.monotonic() - self._since) if self.running else self._base

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.fromtimestamp(self.timestamp(), UTC)

    def move_to(self, instant: datetime) -> None:
        """Go forward to an aware instant; ValueError when it is past or naive."""
        if instant.tzinfo is None:
            raise ValueError("the instant has no time zone")
        if instant.timestamp() < self.timestamp():
            raise ValueError("the clock only goes forward")
        self._base, self._since = instant.timestamp(), time.monotonic()
        self.changes.mark()

    def advance(self, seconds: float) -> None:
        """Go forward by so many seconds; ValueError when negative."""
        self.move_to(self.now() + timedelta(seconds=seconds))

    async def sleep_until(self, instant: datetime) -> None:
        """Return when the clock has reached the instant, however it came there."""
        while (left := instant.timestamp() - self.timestamp()) > 0:
            await self.changes.wait(self.changes.version, left if self.running else None)
