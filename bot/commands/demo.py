"""`mehvar demo`: the whole service on the local messenger, with a sample organisation and no token.

The messenger is this process, the service a child: killing the service is a real kill.
"""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import bot
from bot import exits
from bot.commands.child import Child
from bot.commands.terminal import Terminal, account_of
from bot.config import Config
from bot.drawing.press import draw_png
from bot.evidence.sample import fill_evidence
from bot.language.catalogue import t
from bot.language.week import week_of
from bot.obstacles.sample import fill_obstacles
from bot.people.roster import apply_roster, compare_roster
from bot.people.sample import demo_roster
from bot.programme.calendar import DAY, at, day_of
from bot.programme.in_memory import hold_calendar, programme_year
from bot.programme.loading import ensure_programme
from bot.reporting.sample import fill_past, list_weeks
from bot.reporting.sample_plan import fill_slots, fill_targets
from sandbox.cast import CastMember
from sandbox.clock import Clock
from sandbox.server import Messenger
from sandbox.world import TOKENS
from storage.database import open_database
from storage.secret import read_secret

NAME = "demo"
HELP = "try the whole service, with no token"
FIRST_PORT, LAST_PORT = 8090, 8139
SHOWN = ("IR-21", "IR-07")
"""The provinces whose CEOs have a phone on the page: Yazd and Fars. They still owe this week's report."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "--port", type=int, help=f"port of the local messenger (default: the first free one from {FIRST_PORT})"
    )


def run(arguments: argparse.Namespace, _config: Config) -> int:
    """Run until Ctrl-C, SIGTERM or the end of the input."""
    try:
        return asyncio.run(_demo(arguments.port))
    except KeyboardInterrupt:  # before the demo listens for it itself
        return exits.GOOD


async def _demo(port: int | None) -> int:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # which is how nohup asks to go on
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="mehvar-demo-")))
        clock = Clock(second_morning(datetime.now(UTC)))
        messenger = await _open_messenger(stack, clock, [port] if port else range(FIRST_PORT, LAST_PORT + 1))
        if messenger is None:
            return exits.FAILED
        await _fill(folder, clock.now())
        service = _service(folder, messenger)
        messenger.cast = _cast()
        messenger.hooks = {"restart": service.restart, "kill": service.kill}
        await stack.enter_async_context(service.running())
        await _first(Terminal(messenger, service.kill).talk(), stop.wait())
        say("\n" + t("demo.ended"))
    return exits.GOOD


def say(text: str) -> None:
    """Print at once, whatever the output is."""
    print(text, flush=True)


def second_morning(now: datetime) -> datetime:
    """Return Tuesday 09:05 of the week of ``now``: the report is open, and some provinces have handed theirs in."""
    return at(week_of(day_of(now)).saturday + 3 * DAY, time(9, 5))


def _cast() -> list[CastMember]:
    """Return whose phones the page offers, every other one on Telegram: two CEOs, headquarters, then who helps them."""
    roster = demo_roster()
    ceos = [row for code in SHOWN for row in roster if row.province == code and row.role == "ceo"]
    others = [row for row in roster if row.role != "ceo"]
    return [
        CastMember(row.full_name, account_of(row), row.phone, ("bale", "telegram")[place % 2])
        for place, row in enumerate((*ceos, *others))
    ]


async def _fill(folder: Path, now: datetime) -> None:
    """Make the database: the roster, as of the first week, the past reports and obstacles."""
    async with (
        open_database(folder / "mehvar.db", read_secret(folder / "secret")) as database,
        database.transaction() as tx,
    ):
        weeks = list_weeks(now, await hold_calendar(tx))
        begin = weeks[0][1].opens
        for year in sorted({programme_year(tx, week.year) for week, _times in weeks}):
            await ensure_programme(tx, year, begin)
            await fill_slots(tx, year)
            await fill_targets(tx, year)
        await apply_roster(tx, await compare_roster(tx, demo_roster()), begin)
        await fill_past(tx, now, waiting=frozenset(SHOWN))
        await fill_obstacles(tx, now)
        for province in SHOWN:
            await fill_evidence(tx, folder / "evidence", weeks[-2][0], province, _draw_photo)


def _draw_photo(title: str) -> bytes:
    return draw_png("sample_photo.typ", {"title": title, "sample": t("demo.evidence.sample")})


async def _open_messenger(stack: AsyncExitStack, clock: Clock, ports: "range | list[int]") -> Messenger | None:
    """Open the messenger at the first of these ports that is free; say of every one that it is not."""
    for port in ports:
        try:
            return await stack.enter_async_context(Messenger(port=port, clock=clock))
        except (OSError, OverflowError):
            say(t("demo.port_taken" if port != ports[-1] else "demo.no_port", port=port))
    return None


def _service(folder: Path, messenger: Messenger) -> Child:
    """Return the service: it knows nothing of the settings around it, and stands in a folder without a file of them."""
    log = folder / "service.log"
    paths = filter(None, [str(Path(bot.__file__).parents[1]), os.environ.get("PYTHONPATH")])
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MEHVAR_")} | {
        "PYTHONPATH": os.pathsep.join(paths),
        "MEHVAR_DATABASE": str(folder / "mehvar.db"),
        "MEHVAR_HTTP": "",
        "MEHVAR_BALE_CODES": "off",
        "MEHVAR_CLOCK_URL": f"{messenger.address}/clock",
    }
    for platform, token in TOKENS.items():
        environment[f"MEHVAR_{platform.upper()}_TOKEN"] = token
        environment[f"MEHVAR_{platform.upper()}_BASE_URL"] = messenger.base_url
        environment[f"MEHVAR_{platform.upper()}_FILE_URL"] = messenger.file_url
    failed: Callable[[], None] = lambda: say(t("demo.service_failed", log=str(log)))  # noqa: E731
    return Child([sys.executable, "-m", "bot", "run"], environment, log, failed)


async def _first(*works: Coroutine[Any, Any, object]) -> None:
    """Return when the first of these has ended, and give the others up."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
