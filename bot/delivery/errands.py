"""The errand runner: does slow work outside any transaction, and brings its result in as a turn of its own."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Any, Generic, TypeVar

from bot import stored
from bot.clock import Clock
from bot.delivery import alerts, metrics
from bot.delivery.beats import Beats
from bot.delivery.fetching import FetchError
from bot.delivery.waiting import wait_for
from bot.language.catalogue import t
from storage import errands
from storage.database import Database, is_storage_trouble
from storage.errands import Errand
from storage.transaction import Transaction

MOST_ATTEMPTS = 5
AGAIN = timedelta(minutes=1)
GROWTH = 4
"""How much longer each pause is than the one before."""
LONGEST_PAUSE = timedelta(hours=1)
"""So that the five tries span 81 minutes of a messenger's absence."""
PAUSE = 5.0
"""Seconds between looks at the table when nobody wakes the runner."""

log = logging.getLogger(__name__)
Finish = Callable[[Transaction], Awaitable[None]]
Payload = TypeVar("Payload")


class UnreadableErrand(Exception):  # noqa: N818 - the admins read this name
    """Nobody does this kind of errand, or its payload has no shape that is known."""


async def nothing(_tx: Transaction, _payload: object = None) -> None:
    """Let nothing follow."""


@dataclass(frozen=True)
class ErrandKind(Generic[Payload]):
    """A kind of errand: what is stored of one, who does it, and what follows once its last try has failed."""

    payload: type[Payload]
    work: Callable[[Database, Payload], Awaitable[Finish]]
    give_up: Callable[[Transaction, Payload], Awaitable[None]] = nothing


class Errands:
    """Runs the errands one after the other, each as its kind says."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        kinds: Mapping[str, ErrandKind[Any]],
        beats: Beats,
    ) -> None:
        self._database = database
        self._clock = clock
        self._kinds = kinds
        self._beats = beats
        self.at_work = False
        self.wake = asyncio.Event()
        for kind in kinds:
            metrics.ERRANDS.labels(kind)

    async def run(self) -> None:
        """Run errands for ever."""
        while True:
            self._beats.beat("errands")
            self.wake.clear()
            since = self._clock.now()
            await self.run_due()
            await wait_for(self.wake, self._clock, since, PAUSE)

    async def run_due(self) -> None:
        """Run what is due now."""
        while due := await self._database.read(errands.list_due, self._clock.now()):
            for errand in due:
                self.at_work = True
                try:
                    await self._run_one(errand)
                finally:
                    self.at_work = False

    async def _run_one(self, errand: Errand) -> None:
        """Run one errand; it is counted first, so that one that kills the process does not do so for ever."""
        self._beats.beat("errands")
        now = self._clock.now()
        if errand.attempts >= MOST_ATTEMPTS:
            await self._note_failure(errand, RuntimeError("the process died over it"), last=True)
            return
        async with self._database.transaction() as tx:
            await errands.count_attempt(tx, errand.id, now + min(AGAIN * GROWTH**errand.attempts, LONGEST_PAUSE))
        begun = monotonic()
        try:
            finish = await self._begin(errand)
            async with self._database.transaction() as tx:
                await finish(tx)
                await errands.end(tx, errand.id)
            metrics.ERRANDS.labels(errand.kind).observe(monotonic() - begun)
        except FetchError as problem:
            log.warning("errand %d (%s) failed: %s", errand.id, errand.kind, problem)
            await self._note_failure(errand, problem, last=errand.attempts + 1 >= MOST_ATTEMPTS)
        except Exception as problem:
            if is_storage_trouble(problem):
                raise
            log.exception("errand %d (%s) failed", errand.id, errand.kind)
            await self._note_failure(errand, problem, last=errand.attempts + 1 >= MOST_ATTEMPTS)

    async def _begin(self, errand: Errand) -> Finish:
        """Do the work of an errand; raises UnreadableErrand, and what the work raises."""
        kind = self._kinds.get(errand.kind)
        payload = stored.read(kind.payload, f"errand:{errand.kind}", errand.payload) if kind else None
        if kind is None or payload is None:
            raise UnreadableErrand
        return await kind.work(self._database, payload)

    async def _note_failure(self, errand: Errand, failure: Exception, *, last: bool) -> None:
        """Tell the admins; the last failure sets the errand aside."""
        problem = type(failure).__name__
        async with self._database.transaction() as tx:
            if last:
                await errands.end(tx, errand.id, "dead", problem)
                await self._give_up(tx, errand)
            text = t("delivery.alert_dead" if last else "delivery.alert_errand", kind=errand.kind, problem=problem)
            await alerts.alert(tx, self._clock.now(), "errand", text)

    async def _give_up(self, tx: Transaction, errand: Errand) -> None:
        """Let follow what follows, from as much of an errand as can be read, a newer version's too."""
        kind = self._kinds.get(errand.kind)
        if kind and (payload := stored.salvage(kind.payload, f"errand:{errand.kind}", errand.payload)):
            await kind.give_up(tx, payload)
