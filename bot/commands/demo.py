"""`mehvar demo`: the whole service on the local messenger, with a sample organisation and no token.

The messenger is this process, the service a child: killing the service is a real kill.
"""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import exits
from bot.commands.terminal import Terminal, account_of
from bot.config import Config
from bot.language.catalogue import t
from bot.language.week import week_of
from bot.people.roster import apply_roster, compare_roster
from bot.people.roster_file import RosterRow
from bot.people.sample import sample_roster
from bot.programme.calendar import DAY, at, day_of
from sandbox.cast import CastMember
from sandbox.clock import Clock
from sandbox.server import TOKENS, Messenger
from storage.database import open_database
from storage.secret import read_secret

NAME = "demo"
HELP = "try the whole service, with no token"
FIRST_PORT = 8090
SHOWN = ("IR-21", "IR-07")
"""The provinces whose CEOs have a phone on the page: Yazd and Fars."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "--port", type=int, help=f"port of the local messenger (default: the first free one from {FIRST_PORT})"
    )


def run(arguments: argparse.Namespace, _config: Config) -> int:
    """Run until Ctrl-C or the end of the input."""
    try:
        with TemporaryDirectory(prefix="mehvar-demo-") as folder:
            asyncio.run(_demo(Path(folder), arguments.port))
    except KeyboardInterrupt:
        pass
    except OSError as problem:
        sys.stderr.write(t("demo.no_port", problem=str(problem)) + "\n")
        return exits.FAILED
    return exits.GOOD


async def _demo(folder: Path, port: int | None) -> None:
    clock = Clock(monday_morning(datetime.now(UTC)))
    await _fill(folder, clock.now())
    async with _open_messenger(port, clock) as messenger:
        service = Child(folder, messenger)
        messenger.cast = [_cast(row) for row in sample_roster() if row.role != "ceo" or row.province in SHOWN]
        messenger.hooks = {"restart": service.restart, "kill": service.kill}
        keeping = asyncio.ensure_future(service.keep())
        try:
            await Terminal(messenger, service.kill).talk()
        finally:
            keeping.cancel()
            await service.restart()


def _cast(row: RosterRow) -> CastMember:
    return CastMember(row.full_name, account_of(row), row.phone)


def monday_morning(now: datetime) -> datetime:
    """Return Monday 09:05 of the week of ``now``: the report has just opened."""
    return at(week_of(day_of(now)).saturday + 2 * DAY, time(9, 5))


async def _fill(folder: Path, now: datetime) -> None:
    async with (
        open_database(folder / "mehvar.db", read_secret(folder / "secret")) as database,
        database.transaction() as tx,
    ):
        apply_roster(tx, compare_roster(tx, sample_roster()), now)


@asynccontextmanager
async def _open_messenger(port: int | None, clock: Clock) -> AsyncIterator[Messenger]:
    """Open the messenger at the wanted port, or at the first free one; says it when the usual one is taken."""
    for number in [port] if port else range(FIRST_PORT, FIRST_PORT + 50):
        try:
            async with Messenger(port=number, clock=clock) as messenger:
                yield messenger
                return
        except OSError:
            if port or number == FIRST_PORT + 49:
                raise
            print(t("demo.port_taken", port=number))


class Child:
    """The service as a child process, begun again whenever it ends, as a service manager would."""

    def __init__(self, folder: Path, messenger: Messenger) -> None:
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("MEHVAR_")},
            "MEHVAR_DATABASE": str(folder / "mehvar.db"),
            "MEHVAR_HTTP": "",
            "MEHVAR_BALE_CODES": "off",
            "MEHVAR_CLOCK_URL": f"{messenger.address}/clock",
        }
        for platform, token in TOKENS.items():
            self._environment[f"MEHVAR_{platform.upper()}_TOKEN"] = token
            self._environment[f"MEHVAR_{platform.upper()}_BASE_URL"] = messenger.base_url
            self._environment[f"MEHVAR_{platform.upper()}_FILE_URL"] = messenger.file_url
        self._log = folder / "service.log"
        self._process: asyncio.subprocess.Process | None = None

    async def keep(self) -> None:
        """Keep the service running."""
        while True:
            with self._log.open("ab") as log:
                self._process = await asyncio.create_subprocess_exec(
                    sys.executable,
                    "-m",
                    "bot",
                    "run",
                    env=self._environment,
                    stderr=log,
                    stdin=asyncio.subprocess.DEVNULL,
                )
            await self._process.wait()
            await asyncio.sleep(0.2)

    async def kill(self) -> None:
        """Kill the service where it stands; it is begun again at once."""
        if self._process and self._process.returncode is None:
            self._process.kill()

    async def restart(self) -> None:
        """Ask the service to end; it is begun again at once."""
        if self._process and self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(self._process.wait(), 5)
            except TimeoutError:
                await self.kill()
