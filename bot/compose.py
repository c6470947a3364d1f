"""Puts the service together: the one place that knows every part."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.asking.names import titles_of
from bot.backup.shelf import last_made
from bot.clock import Clock
from bot.clockwork.firing import Clockwork
from bot.config import Config, PlatformConfig
from bot.delivery import metrics
from bot.delivery.alerts import alert
from bot.delivery.beats import Beats
from bot.delivery.disk import MEGABYTE, DiskRoom
from bot.delivery.dispatch import Dispatcher
from bot.delivery.errands import Errands
from bot.delivery.fetching import Source
from bot.delivery.floods import Floods
from bot.delivery.health import ask_standing, tell_backups, tell_next
from bot.delivery.lane import Lane
from bot.delivery.outgoing_files import OutgoingFiles
from bot.delivery.pace import BALE, TELEGRAM, UNLIMITED, PaceLimits
from bot.delivery.receiving import Receiver
from bot.delivery.turn import Turn
from bot.judged_clock import JudgedClock
from bot.language.catalogue import t
from bot.language.jalali import jalali
from bot.people.founding import found
from bot.probing.line import ProbeLine
from bot.programme.calendar import day_of
from bot.programme.called import called
from bot.programme.in_memory import hold_programme
from handlers.edge.asking import Introduction, ask_who_we_are
from handlers.edge.following_clock import FollowingClock
from handlers.edge.health import serve_health
from handlers.edge.raw_line import open_raw_line
from handlers.edge.watchdog import feed
from handlers.errands import list_errand_kinds
from handlers.platform import Platform, open_platform
from storage import seals, settings
from storage.database import Database, open_database
from storage.outgoing import Outgoing
from storage.secret import read_secret
from storage.transaction import Reading, Transaction

log = logging.getLogger(__name__)
LIMITS: dict[str, PaceLimits] = {"telegram": TELEGRAM, "bale": BALE}


@dataclass
class Service:
    """Everything that runs."""

    database: Database
    clock: JudgedClock
    beats: Beats
    dispatcher: Dispatcher
    errands: Errands
    clockwork: Clockwork
    receiver: Receiver
    disk: DiskRoom
    backups: Path | None = None
    platforms: dict[str, Platform] = field(default_factory=dict)
    lanes: dict[str, Lane] = field(default_factory=dict)
    _answers: set[asyncio.Task[None]] = field(default_factory=set)

    def loops(self) -> list[Coroutine[Any, Any, None]]:
        """Return every loop; none of them ends by itself."""
        return [
            self.dispatcher.run(),
            self.errands.run(),
            self.clockwork.run(),
            *(lane.run() for lane in self.lanes.values()),
            *(self._run_intake(platform) for platform in self.platforms.values()),
        ]

    async def finish_sending(self, seconds: float) -> None:
        """Let the sends under way come to their end, so that no restart sends them once more."""
        await asyncio.gather(*(lane.finish(seconds) for lane in self.lanes.values()))

    def report(self) -> dict[str, Any]:
        """Return what waits in memory and what is stuck, and note it for `/metrics`."""
        waiting = {"updates": len(self.dispatcher)} | {
            f"outgoing {name}": len(lane) for name, lane in self.lanes.items()
        }
        for what, count in waiting.items():
            metrics.WAITING.labels(what).set(count)
        stuck = self.beats.stuck()
        for loop, seconds in self.beats.silent().items():
            metrics.SILENT.labels(loop).set(seconds)
        metrics.STUCK.set(len(stuck))
        return {
            "stuck": stuck,
            "waiting": waiting,
            "messengers": {name: platform.intake.problem or "good" for name, platform in self.platforms.items()},
            "clock_ahead_seconds": {name: round(seconds) for name, seconds in self.clock.ahead.items()},
            "disk": "low" if self.disk.low else "good",
            "clock": {None: "unknown", True: "right", False: "wrong"}[self.clock.right],
        }

    async def report_whole(self) -> dict[str, Any]:
        """Return what `/healthz` tells: the report, and what database and backups say."""
        last = await asyncio.to_thread(last_made, self.backups) if self.backups else None
        backups = tell_backups(last, set_up=self.backups is not None)
        standing = await ask_standing(self.database, self.clock)
        return (
            self.report() | {"backups": backups, "next": tell_next(self.clockwork.moments, self.clock.now())} | standing
        )

    def sent_soon(self, rows: list[Outgoing]) -> None:
        """Hand committed rows to their lanes."""
        for row in rows:
            if row.platform in self.lanes:
                self.lanes[row.platform].put(row)

    def answered(self, turn: Turn) -> None:
        """Answer the button press of a committed turn."""
        metrics.TURNS.labels(turn.row.platform, _end_of(turn)).inc()
        if turn.callback_id and (platform := self.platforms.get(turn.row.platform)):
            task = asyncio.create_task(platform.messenger.answer_tap(turn.callback_id, turn.toast))
            self._answers.add(task)
            task.add_done_callback(self._answers.discard)

    async def _run_intake(self, platform: Platform) -> None:
        await platform.get_ready()
        async with self.database.transaction() as tx:
            await settings.save(tx, f"{platform.name}.username", platform.username)
        await self.dispatcher.recover(platform.name)
        await platform.intake.run()


@asynccontextmanager
async def compose(config: Config, host: Clock) -> AsyncIterator[Service]:
    """Open the database and the wires, and put the parts together on the clock of the host; nothing runs yet."""
    clock = JudgedClock(host)
    async with AsyncExitStack() as stack:
        secret = read_secret(config.secret_file, config.database)
        database = await stack.enter_async_context(open_database(config.database, secret))
        memory, backups = database.memory, config.backups if config.backup_keys else None
        memory.year, memory.bale_codes, memory.backups = config.year, config.bale_codes, backups is not None
        async with database.transaction() as tx:
            await seals.begin(tx, clock.now())
            if database.cut:
                await _tell_of_cut(tx, clock.now())
            await found(tx, config, clock.now())
            await _learn_words(tx, clock.now())
        beats = Beats()
        handles: dict[str, Callable[[Turn], Coroutine[Any, Any, None]]] = {}
        sources: dict[str, Source] = {}
        outgoing = OutgoingFiles(config.outgoing)
        kinds = list_errand_kinds(config, secret, clock, outgoing, (sources, beats))
        errands = Errands(database, clock, kinds, beats)
        clockwork = Clockwork(database, clock, beats)
        dispatcher = Dispatcher(database, clock, handles, beats)
        dispatcher.floods = None if all(one.pace == "off" for one in config.platforms) else Floods()
        disk = DiskRoom(config.database.parent, config.disk_reserve * MEGABYTE)
        receiver = Receiver(database, dispatcher, clock, disk)
        receiver.judged, clockwork.right = clockwork.moved, lambda: clock.right
        service = Service(database, clock, beats, dispatcher, errands, clockwork, receiver, disk, backups)
        memory.report = service.report
        for one in config.platforms:
            opened = open_platform(one, receiver, beats, outgoing)
            platform = service.platforms[one.name] = await stack.enter_async_context(opened)
            limits = UNLIMITED if one.pace == "off" else LIMITS[one.name]
            lane = service.lanes[one.name] = Lane(database, platform.messenger, clock, limits, beats)
            dispatcher.riders.append(lane.ride)
            handles[one.name] = platform.run_turn
            metrics.expect(one.name)
            sources[one.name] = platform.files
        dispatcher.answered = service.answered
        await _take_up_what_was_left(service)
        database.committed = service.sent_soon
        database.ordered = errands.wake.set
        database.changed = clockwork.heard
        yield service


async def _tell_of_cut(tx: Transaction, now: datetime) -> None:
    log.critical("the audit trail was cut: it does not contain the end that is kept beside the database")
    await alert(tx, now, "cut", t("audit.alert_cut"))


async def _learn_words(tx: Reading, now: datetime) -> None:
    """Read what the year's axes are called before the first turn: turns are short, and those that kill us counted."""
    called(titles_of(await hold_programme(tx, jalali(day_of(now)).year)))


def _end_of(turn: Turn) -> str:
    if turn.unheard:
        return "unheard"
    return "done" if turn.done else "dead"


async def _take_up_what_was_left(service: Service) -> None:
    """Settle what a former process was sending, on every lane, before any lane lines up what still waits."""
    for lane in service.lanes.values():
        await lane.settle_interrupted()
    for lane in service.lanes.values():
        await lane.take_up_waiting()


async def follow_clock(url: str) -> FollowingClock:
    """Return the local messenger's clock, read for the first time."""
    clock = FollowingClock(url)
    await clock.start()
    return clock


async def serve_operator(stack: AsyncExitStack, config: Config, service: Service) -> list[Coroutine[Any, Any, None]]:
    """Open health and metrics, and return the loop that feeds the watchdog."""
    await stack.enter_async_context(serve_health(config.http, service.report_whole))
    return [feed(service.beats)]


@asynccontextmanager
async def open_line(config: PlatformConfig) -> AsyncIterator[ProbeLine]:
    """Open a messenger's raw line, for the probe."""
    async with open_raw_line(config) as line:
        yield line


async def ask_messengers(config: Config) -> list[Introduction]:
    """Ask every configured messenger who our bot is."""
    return list(await asyncio.gather(*(ask_who_we_are(platform) for platform in config.platforms)))
