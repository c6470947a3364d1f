"""The services that are measured: Mehvar and its peers, each a child process that is started the same way."""

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.environments import PEERS, python_of
from bench.seeding import DATABASE, seed
from sandbox.server import Messenger

ENDED = 10.0
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Running:
    """A service that runs."""

    process: asyncio.subprocess.Process

    @property
    def memory(self) -> float:
        """Return the resident memory in MB."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    @property
    def processor(self) -> float:
        """Return the seconds of processor time used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS


@dataclass(frozen=True)
class Service:
    """How a service's folder is made once, how it is started, and how many answers its database holds at the end."""

    name: str
    prepare: Callable[[Path], None]
    command: Callable[[], list[str]]
    count_stored: Callable[[sqlite3.Connection], int]


@asynccontextmanager
async def run(service: Service, messenger: Messenger, folder: Path) -> AsyncIterator[Running]:
    """Start a prepared service in ``folder``; its words go to `log` there."""
    with (folder / "log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *service.command(), env=os.environ | _environment(messenger, folder), stdout=log, stderr=log
        )
        try:
            yield Running(process)
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(ENDED):
                await process.wait()


def _environment(messenger: Messenger, folder: Path) -> dict[str, str]:
    """Return what every service is told: Mehvar by its own names, the peers by theirs."""
    token, database = messenger.bots["telegram"].token, str(folder / DATABASE)
    return {
        "MEHVAR_TELEGRAM_TOKEN": token,
        "MEHVAR_TELEGRAM_BASE_URL": messenger.base_url,
        "MEHVAR_TELEGRAM_FILE_URL": messenger.file_url,
        "MEHVAR_DATABASE": database,
        "MEHVAR_PACE": "off",
        "MEHVAR_HTTP": "",
        "BENCH_TOKEN": token,
        "BENCH_URL": messenger.address,
        "BENCH_DATABASE": database,
    }


def _count_in(sql: str, database: sqlite3.Connection) -> int:
    return int(database.execute(sql).fetchone()[0])


def _echo(name: str, peer: str) -> Service:
    return Service(
        name,
        prepare=lambda _folder: None,
        command=lambda: [str(python_of(peer)), str(PEERS / f"{peer}_echo.py")],
        count_stored=partial(_count_in, "SELECT count(*) FROM said"),
    )


MEHVAR = Service(
    "Mehvar, whole turn",
    prepare=seed,
    command=lambda: [sys.executable, "-m", "bot", "run"],
    count_stored=partial(_count_in, "SELECT count(*) FROM drafts, json_each(drafts.body, '$.values')"),
)
PTB = _echo("PTB echo + commit", "ptb")
AIOGRAM = _echo("aiogram echo + commit", "aiogram")
SERVICES = (MEHVAR, PTB, AIOGRAM)
