"""Lets the jobs of the clock fire: APScheduler waits in the host's time, and the clock port says which moment it is."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial

from apscheduler.job import Job as ScheduledJob
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from bot.backup.nightly import order_backup
from bot.chasing.calls import seed_calls
from bot.clock import Clock
from bot.clockwork.jobs import JOBS, do_and_reckon, hearing
from bot.delivery import metrics
from bot.delivery.beats import LONGEST, Beats
from bot.ticking import WORKS, Work, keep_house
from storage.database import Database

LOOP = "clockwork"
PULSE = LONGEST / 3
"""Seconds between two signs of life that the scheduler is asked for."""
SAFETY, SAFE = "safety", timedelta(hours=1)
"""At least so often every work looks, should what is stored ever concern one that does not hear of it."""
ALWAYS, NEVER = datetime.min.replace(tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
SILENT = (keep_house, order_backup)
"""Works that send nothing to people."""
SETTINGS = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
EXACT = timedelta(milliseconds=10)


class MomentTrigger(BaseTrigger):  # type: ignore[misc] # apscheduler says nothing of its types
    """Fires at a moment of the clock port. It asks no database: the moment was reckoned before."""

    def __init__(self, clock: Clock, moment: Callable[[], datetime | None]) -> None:
        self._clock = clock
        self._moment = moment

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """Return when to fire in the host's time; a job that has just fired is reckoned anew by its work."""
        moment = self._moment()
        if moment is None or previous_fire_time is not None:
            return NEVER
        return now + max(moment - self._clock.now(), timedelta(0))


class Clockwork:
    """Holds when each job fires next, and does what is due when one does; the ledger decides what that is."""

    def __init__(self, database: Database, clock: Clock, beats: Beats) -> None:
        self._database = database
        self._clock = clock
        self._beats = beats
        self._moments: dict[str, datetime | None] = dict.fromkeys([job.name for job in JOBS] + [SAFETY], ALWAYS)
        self._at_work = asyncio.Lock()
        self._scheduled: dict[str, ScheduledJob] = {}
        self._failed: asyncio.Future[None] | None = None
        self.right: Callable[[], bool | None] = lambda: True
        """Whether the host's clock is right, as far as that is known."""
        for work in WORKS:
            metrics.CLOCK.labels(work.__name__)
        for kind in (*(call.kind for call in seed_calls().calls), "digest", "backup"):
            metrics.LATE.labels(kind)

    @property
    def moments(self) -> Mapping[str, datetime | None]:
        """Return when each job fires next, by the clock port; None: not before something is stored."""
        return self._moments

    def moved(self) -> None:
        """Let every job look at once: the clock was moved."""
        self._moments = dict.fromkeys(self._moments, ALWAYS)
        self._line_up()

    def heard(self, tables: Iterable[str]) -> None:
        """Let the works look soon that a change of some tables concerns."""
        if self._look(hearing(frozenset(tables))):
            self._line_up()

    async def tick(self) -> None:
        """Let every job look, and return when all that is due now is done."""
        self.moved()
        await self._do_what_is_due(lambda _work: True)

    async def run(self) -> None:
        """Let jobs fire for ever; raises what none of them could deal with."""
        self._beats.beat(LOOP)
        self._failed = asyncio.get_running_loop().create_future()
        scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=SETTINGS)
        for name in self._moments:
            trigger = MomentTrigger(self._clock, partial(self._next, name))
            self._scheduled[name] = scheduler.add_job(self._fire, trigger, id=name)
        pulse = scheduler.add_job(self._beat, MomentTrigger(self._clock, partial(self._get, "pulse")), id="pulse")
        scheduler.start()
        try:
            while True:
                pulse.modify(next_run_time=datetime.now(UTC))
                self._line_up()
                await asyncio.wait({self._failed}, timeout=PULSE)
                if self._failed.done():
                    self._failed.result()
        finally:
            self._scheduled = {}
            scheduler.shutdown(wait=False)
            await asyncio.sleep(0)  # the scheduler cancels its jobs when its turn comes
            async with self._at_work:
                self._failed = None

    async def _fire(self) -> None:
        """Do what is due; where several jobs fire at a moment, the first does it for all of them, in order."""
        try:
            await self._do_what_is_due(self._may)
        except asyncio.CancelledError:
            return  # by the scheduler, which ends
        except Exception as problem:  # noqa: BLE001 - APScheduler would keep it for itself
            if self._failed and not self._failed.done():
                self._failed.set_exception(problem)

    async def _beat(self) -> None:
        """Say that we are alive: the scheduler fires, and nobody has been at work since the last slice."""
        if not self._at_work.locked():
            self._beats.beat(LOOP)

    async def _do_what_is_due(self, may: Callable[[Work], bool]) -> None:
        """Do what is due, a transaction a slice: turns have theirs in between."""
        async with self._at_work:
            while works := tuple(filter(may, self._list_due())):
                async with self._database.transaction() as tx:
                    now = self._clock.now()
                    moments, looks = await do_and_reckon(tx, now, works)
                self._moments |= moments
                if len(works) == len(WORKS):
                    self._moments[SAFETY] = now + SAFE
                self._look(looks)
                self._beats.beat(LOOP)
                await asyncio.sleep(0)
        self._line_up()

    def _list_due(self) -> tuple[Work, ...]:
        """Return the works of which a job is due, in their order."""
        now = self._clock.now()
        due = {name for name, moment in self._moments.items() if moment and moment <= now}
        works = {job.work for job in JOBS if job.name in due}
        return WORKS if SAFETY in due else tuple(work for work in WORKS if work in works)

    def _look(self, lags: Mapping[str, timedelta]) -> bool:
        """Let these jobs look so soon; False where all of them do already."""
        now = self._clock.now()
        soon = {name: now + lag for name, lag in lags.items()}
        sooner = {name: moment for name, moment in soon.items() if moment < (self._get(name) or NEVER)}
        self._moments |= sooner
        return bool(sooner)

    def _get(self, name: str) -> datetime | None:
        return self._moments.get(name)

    def _next(self, name: str) -> datetime | None:
        work = next((job.work for job in JOBS if job.name == name), None)
        return self._get(name) if self._may(work) else None

    def _may(self, work: Work | None) -> bool:
        """Say whether a work may be done now by itself; by a clock that is wrong, only what sends nothing."""
        right = self.right()
        return right is True or (right is False and work in SILENT)

    def _line_up(self) -> None:
        """Tell the scheduler when each job is to fire, wherever that has changed: its moment, or either clock."""
        if self._at_work.locked():
            return  # whoever is at work does so at the end
        for job in self._scheduled.values():
            wanted = job.trigger.get_next_fire_time(None, datetime.now(UTC))
            if abs(wanted - job.next_run_time) > EXACT:
                job.modify(next_run_time=wanted)
