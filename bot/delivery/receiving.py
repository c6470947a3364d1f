"""Receiving: what a messenger handed over is stored in one commit and lined up; only then may it be forgotten there."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import inf
from time import monotonic

from bot.clock import MOST_AHEAD, Clock
from bot.delivery import alerts, metrics
from bot.delivery.dispatch import Dispatcher
from bot.language.catalogue import t
from storage import inbox, outages
from storage.database import Database
from storage.inbox import Arrival, Inbound
from storage.outages import Outage

SKEWED_AFTER = 3
"""Polls in a row with another time, after which the admins hear of it: one may have met a clock that was just set."""
ALERT_AFTER = 8
"""Failed polls in a row after which the admins hear that a messenger is away: some three minutes."""
NOTED = timedelta(minutes=1)
"""How often it is written down that an intake is good."""
BLIND = timedelta(minutes=2)
"""A longer silence of an intake is an outage."""


class Receiver:
    """Where every intake hands its updates in."""

    def __init__(self, database: Database, dispatcher: Dispatcher, clock: Clock) -> None:
        self._database = database
        self._dispatcher = dispatcher
        self._clock = clock
        self.ahead: dict[str, float] = {}
        self._skewed: dict[str, int] = {}
        self._noted: dict[str, float] = {}  # when each intake was last noted as good, on the host's steady clock

    async def has_room(self) -> None:
        """Return once more updates may be taken in."""
        await self._dispatcher.has_room()

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
        """Compare a messenger's clock with ours, and tell the admins, once, that they differ by too much."""
        if moment is None:
            return
        ahead = self.ahead[platform] = (moment - self._clock.now()).total_seconds()
        metrics.AHEAD.labels(platform).set(ahead)
        self._skewed[platform] = self._skewed.get(platform, 0) + 1 if abs(ahead) > MOST_AHEAD else 0
        if self._skewed[platform] == SKEWED_AFTER:
            messenger = t(f"delivery.messenger.{platform}")
            text = t("delivery.alert_clock", messenger=messenger, seconds=round(abs(ahead)))
            await self._alert("clock", text)

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
