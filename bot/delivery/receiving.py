"""Receiving: what a messenger handed over is stored in one commit and lined up; only then may it be forgotten there."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from math import inf
from time import monotonic

from bot.delivery import alerts, metrics
from bot.delivery.disk import DiskRoom
from bot.delivery.dispatch import Dispatcher
from bot.judged_clock import JudgedClock
from bot.language.catalogue import t
from storage import inbox, outages
from storage.database import Database
from storage.inbox import Arrival, Inbound
from storage.outages import Outage

ALERT_AFTER = 8
"""Failed polls in a row after which the admins hear that a messenger is away: some three minutes."""
NOTED = timedelta(minutes=1)
"""How often it is written down that an intake is good."""
BLIND = timedelta(minutes=2)
"""A longer silence of an intake is an outage."""


class Receiver:
    """Where every intake hands its updates in."""

    def __init__(self, database: Database, dispatcher: Dispatcher, clock: JudgedClock, disk: DiskRoom) -> None:
        self._database = database
        self._dispatcher = dispatcher
        self._clock = clock
        self._disk = disk
        self.judged: Callable[[], None] = lambda: None
        self._noted: dict[str, float] = {}  # when each intake was last noted as good, on the host's steady clock

    async def has_room(self) -> None:
        """Return once more updates may be taken in."""
        await self._dispatcher.has_room()

    async def has_disk(self) -> bool:
        """Say whether the disk has room for more; tell the admins when it has none left, and when it has again."""
        before = self._disk.low
        if self._disk.look() != before:
            kind = "disk_back" if before else "disk"
            await self._alert(kind, t(f"delivery.alert_{kind}"))
        return not self._disk.low

    async def take(self, arrivals: Iterable[Arrival]) -> list[Inbound]:
        """Store what is new and line it up; return it."""
        async with self._database.transaction() as tx:
            stored = await inbox.save(tx, arrivals, self._clock.now())
        self._dispatcher.put(stored)
        return stored

    async def note_failures(self, platform: str, failures: int, reason: str) -> None:
        """Count a failed poll, and tell the admins, once, that a messenger is away."""
        metrics.POLLS.labels(platform).inc()
        metrics.AWAY.labels(platform).set(failures)
        if failures == ALERT_AFTER:
            text = t("delivery.alert_away", messenger=t(f"delivery.messenger.{platform}"), reason=reason)
            await self._alert(f"away {platform}", text, platform)

    async def note_return(self, platform: str, failures: int) -> None:
        """Note that an intake is good; tell the admins, if they heard that it was away, that a messenger is back."""
        metrics.AWAY.labels(platform).set(0)
        await self._note_good(platform)
        if failures >= ALERT_AFTER:
            text = t("delivery.alert_back", messenger=t(f"delivery.messenger.{platform}"))
            await self._alert(f"back {platform}", text)

    async def note_time(self, platform: str, moment: datetime | None) -> None:
        """Compare a messenger's clock with ours; tell the admins when ours is found wrong, and when it is right."""
        before = self._clock.right
        self._clock.hear(platform, moment)
        ahead = self._clock.ahead.get(platform, 0.0)
        metrics.AHEAD.labels(platform).set(ahead)
        if self._clock.right == before:
            return
        if not self._clock.right:
            messenger = t(f"delivery.messenger.{platform}")
            await self._alert("clock", t("delivery.alert_clock", messenger=messenger, seconds=round(abs(ahead))))
        elif before is False:
            await self._alert("clock right", t("delivery.alert_clock_right"))
        self.judged()

    async def _note_good(self, platform: str) -> None:
        """Keep when an intake was last good; a silence before that was an outage, unless only the clock was moved."""
        quiet = timedelta(seconds=min(monotonic() - self._noted.get(platform, -inf), 1e9))
        if quiet < NOTED:
            return
        self._noted[platform] = monotonic()
        now = self._clock.now()
        last = await self._database.read(outages.get_good_at, platform)
        if last and timedelta(0) <= now - last < NOTED:
            return
        async with self._database.transaction() as tx:
            if last and now - last > BLIND and quiet > BLIND:
                await outages.add(tx, Outage(platform, last, now))
            await outages.note_good(tx, platform, now)

    async def _alert(self, kind: str, text: str, away: str = "") -> None:
        async with self._database.transaction() as tx:
            await alerts.alert(tx, self._clock.now(), kind, text, away)
