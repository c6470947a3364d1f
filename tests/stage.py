"""A stage for whole-service tests: the real service on the real local messenger, with a clock that is moved by hand."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, closing, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.administering.handing_over import hand_over
from bot.clock import Clock as HostClock
from bot.compose import Service, compose
from bot.config import Config, PlatformConfig
from bot.language.jalali import jalali
from bot.people.roster import apply_roster, compare_roster
from bot.people.roster_file import RosterRow
from bot.people.sample import sample_roster
from bot.programme.calendar import day_of
from sandbox.clock import Clock
from sandbox.phones import Phone
from sandbox.server import Messenger
from sandbox.world import TOKENS
from storage import phones
from storage.database import open_database
from storage.memory import Memory
from storage.records import stored_instant
from storage.secret import read_secret
from storage.transaction import Transaction
from tests.fresh import content_of, made_once, open_memory, write
from tests.reporting.whole_programme import fill_slots
from tests.unthreaded import unthreaded

FIRST_TO_JOIN = 989000000901
ROSTER = {row.full_name: row for row in sample_roster()}
HANGING = 90
"""Seconds after which it is taken for hanging: no measure of speed. A week that closes renders PDF and sheets."""
NOBODY = ("http://127.0.0.1:9/bot", "http://127.0.0.1:9/file/bot")
"""Where no messenger answers."""
OPEN = """SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting')
             + (SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending'))
             + (SELECT count(*) FROM errands WHERE state = 'waiting' AND due_at <= ?)"""


def phone_number(name: str) -> str:
    """Return the number of a person of the roster; who is not on it has one too."""
    return ROSTER[name].phone if name in ROSTER else "989990000000"


@dataclass
class Stage:
    """The messenger stays; the service can be dropped untidily and composed anew on the same file.

    ``threads``: SQLite has its own thread, as in real life; without it nothing else happens while a turn asks it.
    ``host``: the clock of the service's host, if it goes otherwise than the messenger's.
    """

    messenger: Messenger
    clock: Clock
    folder: Path
    threads: bool = True
    host: HostClock | None = None
    away: set[str] = field(default_factory=set)
    joined: dict[str, str] = field(default_factory=dict)
    _service: Service | None = None
    _watch: sqlite3.Connection | None = None
    _started_at: datetime | None = None
    _tasks: list[asyncio.Future[None]] = field(default_factory=list)
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    @property
    def database(self) -> Path:
        """Return the service's database file."""
        return self.folder / "mehvar.db"

    @property
    def service(self) -> Service:
        """Return the running service."""
        assert self._service is not None
        return self._service

    def config(self) -> Config:
        """Return the service's configuration: both messengers, no pace."""
        good = self.messenger.base_url, self.messenger.file_url
        urls = {name: NOBODY if name in self.away else good for name in TOKENS}
        platforms = tuple(PlatformConfig(name, token, *urls[name], pace="off") for name, token in TOKENS.items())
        return Config(self.database, self.folder / "secret", platforms, (), "", "", None, bale_codes=False)

    def phone(self, name: str, platform: str) -> Phone:
        """Return a person's phone on a messenger."""
        number = self.joined.get(name) or phone_number(name)
        return self.messenger.phone(platform, int(number[-7:]) + 1000, "کاربر", number)

    async def start(self) -> None:
        """Compose the service, let it do what is due now, and let it run; while the clock was moved, it ran."""
        if self._started_at not in {None, self.clock.now()}:
            with closing(sqlite3.connect(self.database)) as connection, connection:
                rows = [(stored_instant(self.clock.now()), name) for name in TOKENS if name not in self.away]
                connection.executemany("UPDATE intakes SET good_at = ? WHERE platform = ?", rows)
        self._started_at = self.clock.now()
        with nullcontext() if self.threads else unthreaded():
            self._service = await self._stack.enter_async_context(compose(self.config(), self.host or self.clock))
        self._service.database.warm.doubted = True  # whatever is kept must be what the database says
        self._watch = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
        self._stack.enter_context(closing(self._watch))
        if self.host is None:
            await self._service.clockwork.tick()
        self._tasks = [asyncio.ensure_future(loop) for loop in self._service.loops()]

    async def drop(self) -> None:
        """Drop the service untidily: its tasks are cancelled wherever they are."""
        for task in self._tasks:
            task.cancel()
        results = await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._stack.aclose()
        problems = [found for found in results if isinstance(found, Exception)]
        assert not problems, problems

    async def restart(self) -> None:
        """Drop the service, compose it anew, and wait until it has nothing left to do."""
        await self.drop()
        await self.start()
        await self.settle()

    async def join(self, name: str, role: str, province: str, what: str = "") -> None:
        """Put somebody on the roster, with axes or, for who looks after estates, estates."""
        await self.drop()
        number = self.joined.setdefault(name, str(FIRST_TO_JOIN + len(self.joined)))
        estate, axes = (what, "") if role == "estate_manager" else ("", what)
        row = RosterRow(1, number, name, "", role, province, estate, axes)
        secret = read_secret(self.folder / "secret")
        async with open_database(self.database, secret) as opened, opened.transaction() as tx:
            await apply_roster(tx, await compare_roster(tx, [row]), self.clock.now())
        await self.start()

    async def fill_slots(self) -> None:
        """Let the programme of the year at hand have all its axes, as headquarters would have filled them."""
        await self.drop()
        secret = read_secret(self.folder / "secret")
        async with open_database(self.database, secret) as opened, opened.transaction() as tx:
            await fill_slots(tx, jalali(day_of(self.clock.now())).year, self.clock.now())
        await self.start()

    async def hand_over(self, old: str, new: str) -> None:
        """Let an admin hand somebody's post over; both have come in."""
        await self.drop()
        secret = read_secret(self.folder / "secret")
        async with open_database(self.database, secret) as opened, opened.transaction() as tx:
            found = [
                await phones.find_person(tx, self.joined.get(name) or phone_number(name)) or 0 for name in (old, new)
            ]
            await hand_over(tx, "command", found[0], found[1], self.clock.now())
        await self.start()

    async def settle(self) -> None:
        """Return when every update is taken in and handled, and every row has its end."""
        quiet = 0
        async with asyncio.timeout(HANGING):
            while quiet < 2:
                await asyncio.sleep(0.004)
                quiet = quiet + 1 if not self._open() else 0

    async def cut_off(self, name: str) -> None:
        """Let a messenger be away."""
        self.away.add(name)
        await self.restart()

    async def bring_back(self, name: str) -> None:
        """Let a messenger be there again, and return when it was heard: until then its outage has no end."""
        self.away.discard(name)
        await self.restart()
        now = stored_instant(self.clock.now())
        async with asyncio.timeout(HANGING):
            while True:
                with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
                    found = connection.execute("SELECT good_at >= ? FROM intakes WHERE platform = ?", (now, name))
                    if found.fetchone() == (1,):
                        return
                await asyncio.sleep(0.01)

    def _open(self) -> bool:
        ended = [task for task in self._tasks if task.done()]
        assert not ended, ended
        there = [bot for name, bot in self.messenger.bots.items() if name not in self.away]
        if any(len(bot.queue) for bot in there) or self.messenger.working or self.service.errands.at_work:
            return True
        assert self._watch is not None
        lanes = sum(len(self.service.lanes[name]) for name in self.away)
        return bool(self._watch.execute(OPEN, (stored_instant(self.clock.now()),)).fetchone()[0] - lanes)


@asynccontextmanager
async def open_stage(
    folder: Path, now: datetime, *, threads: bool = True, host: Callable[[Clock], HostClock] | None = None
) -> AsyncIterator[Stage]:
    """Open a messenger and a service that knows the roster of the sample organisation."""
    clock = Clock.standing(now)
    async with Messenger(clock=clock, limits=False) as messenger:
        stage = Stage(messenger, clock, folder, threads, host(clock) if host else None)
        await fill_roster(stage.database, folder / "secret", now)
        await stage.start()
        try:
            yield stage
        finally:
            await stage.drop()


async def fill_roster(database: Path, secret: Path, now: datetime) -> None:
    """Put the sample organisation into an empty database, with a secret that is the same every time."""
    secret.write_text("5e" * 32)
    write(database, _filled(read_secret(secret), now))


@made_once
async def _filled(secret: bytes, now: datetime) -> bytes:
    async with open_memory() as connection:
        tx = Transaction(connection, Memory(), secret)
        await apply_roster(tx, await compare_roster(tx, sample_roster()), now)
        await tx.flush()
        return content_of(connection)
