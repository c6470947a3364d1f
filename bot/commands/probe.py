"""`mehvar probe`: asks a live messenger what is not settled about it, and writes the answers down."""

import argparse
import asyncio
import os
import sys
from datetime import datetime
from pathlib import Path

from bot.clock import SystemClock
from bot.commands.once import ended
from bot.config import Config, PlatformConfig
from bot.errors import UserError
from bot.exits import FAILED, GOOD
from bot.language.catalogue import t
from bot.probing.answers import UNKNOWN
from bot.probing.report import ProbeReport, as_json, as_markdown
from bot.probing.run import ProbePlan, list_unasked, run_probe
from bot.probing.session import Session
from bot.probing.switches import choose_switches, list_advice, set_switches
from storage import inbox
from storage.database import Database, open_database
from storage.inbox import Arrival
from storage.process_lock import hold_process_lock
from storage.secret import read_secret

NAME = "probe"
HELP = "ask a live messenger what is not settled about it; some questions want you to tap"
PATIENCE, PAUSE = 180.0, 3.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the messenger and the folder of the report."""
    parser.add_argument("platform", choices=("bale", "telegram"), help="which messenger")
    parser.add_argument("--report", type=Path, default=Path(), metavar="FOLDER", help="where the answers are written")
    parser.add_argument("--large", action="store_true", help="also send a file of 21 MB")
    parser.add_argument("--json", action="store_true", help="print the report as JSON too")


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Return 0 every question is answered, 1 some are not or the messenger does not know us, 75 the service is running.

    What was answered is written in either case.
    """
    return ended(lambda: _probe(arguments, config))


def _probe(arguments: argparse.Namespace, config: Config) -> int:
    platform = next((one for one in config.platforms if one.name == arguments.platform), None)
    if platform is None:
        raise UserError("probe.no_token", name=f"MEHVAR_{arguments.platform.upper()}_TOKEN")
    if not arguments.report.is_dir():
        raise UserError("probe.no_folder", path=str(arguments.report))
    with hold_process_lock(config.database):  # two pollers would steal each other's updates
        report = asyncio.run(probe(config, platform, ProbePlan(large=arguments.large), PATIENCE, PAUSE))
    if report is None:
        return FAILED
    for place, text in write(report, arguments.report):
        print(t("probe.written", path=str(place)), file=sys.stderr)
        if arguments.json and place.suffix == ".json":
            print(text)
    return _tell_unanswered(report)


def _tell_unanswered(report: ProbeReport) -> int:
    """Name every question without an answer; return the exit code that follows."""
    unanswered = [answer.question for answer in report.answers if answer.verdict == UNKNOWN]
    if not unanswered:
        return GOOD
    _tell(t("probe.unanswered", count=len(unanswered)))
    for question in unanswered:
        _tell(t("probe.unanswered_one", question=t(f"probe.question.{question}")))
    return FAILED


async def probe(
    config: Config, platform: PlatformConfig, plan: ProbePlan, patience: float = PATIENCE, pause: float = PAUSE
) -> ProbeReport | None:
    """Ask a messenger everything, and set what depends on it; None where it does not know our bot."""
    from bot.compose import open_line  # noqa: PLC0415 - telegram is slow to import; other commands need none

    clock = SystemClock()
    secret = read_secret(config.secret_file, config.database)
    async with open_database(config.database, secret) as database, open_line(platform) as line:
        session = Session(line, lambda arrivals: _store(database, arrivals, clock.now()), _tell, patience, pause)
        username, answers = await run_probe(session, plan)
        if not username:
            return None
        switches = choose_switches(platform.name, answers)
        async with database.transaction() as tx:
            await set_switches(tx, switches, clock.now())
    answers += list_unasked(answers)
    advice = tuple(list_advice(platform.name, answers))
    return ProbeReport(platform.name, username, clock.now(), tuple(answers), switches, advice)


def write(report: ProbeReport, folder: Path) -> list[tuple[Path, str]]:
    """Write a report as a page and as JSON, for its owner alone; return where, and what."""
    name = f"probe-{report.platform}-{report.at:%Y%m%dT%H%M%S}"
    texts = [(folder / f"{name}.md", as_markdown(report)), (folder / f"{name}.json", as_json(report) + "\n")]
    for place, text in texts:
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
    return texts


async def _store(database: Database, arrivals: list[Arrival], now: datetime) -> None:
    async with database.transaction() as tx:
        await inbox.save(tx, arrivals, now)


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
