"""`mehvar check`: looks at everything that the service needs, changes nothing, and says what to mend."""

import argparse
import asyncio
import json
import os
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from bot import exits
from bot.backup.sealing import check_keys
from bot.backup.shelf import last_made
from bot.chasing.week_lines import week_lines
from bot.clock import MOST_AHEAD, SystemClock
from bot.clockwork.next_lines import next_lines
from bot.commands.once import ask_once, ended
from bot.config import Config
from bot.errors import UserError
from bot.language import catalogue, dates
from bot.language.catalogue import t
from bot.language.dates import TEHRAN
from bot.programme.naming import find_province
from bot.reaching import is_there, tell_closed
from storage import migrations
from storage.transaction import Reading

NAME = "check"
HELP = "look at configuration, database, clock and tokens"
LEAST_SQLITE = (3, 37, 0)
"""The first with STRICT tables."""
LONGEST_WITHOUT = timedelta(days=2)
"""Without a backup."""


@dataclass(frozen=True)
class CheckLine:
    """One thing that was looked at: whether it is good, and a sentence."""

    name: str
    good: bool
    text: str
    notice: bool = False
    """Good, but not as good as it should be."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--offline", action="store_true", help="do not ask the messengers")
    week = (
        "print only the timetable of the week at hand, of a province (its name or code) or of headquarters,"
        " and when each job of the clock fires next"
    )
    parser.add_argument("--week", nargs="?", const="", metavar="PROVINCE", help=week)


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Print the findings; 1 if one of them is bad. With --week, print its timetable instead."""
    if arguments.week is not None:
        return ended(lambda: _print_week(arguments.week, config))
    findings = [*_look_at_host()]
    for name, look in (
        ("database", _look_at_database),
        ("secret", _look_at_secret),
        ("backup", lambda config: [_look_at_backups(config)]),
    ):
        findings += _look(name, look, config)
    if not arguments.offline:
        findings += asyncio.run(_look_at_messengers(config))
    for finding in findings:
        if arguments.json:
            print(json.dumps(asdict(finding), ensure_ascii=False))
        else:
            print(t(_mark(finding), text=finding.text))
    return exits.GOOD if all(finding.good for finding in findings) else exits.FAILED


def _look(name: str, look: Callable[[Config], Iterable[CheckLine]], config: Config) -> list[CheckLine]:
    try:
        return list(look(config))
    except PermissionError as problem:
        return [CheckLine(name, good=False, text=tell_closed(problem))]


def _mark(finding: CheckLine) -> str:
    if not finding.good:
        return "check.bad"
    return "check.notice" if finding.notice else "check.good"


def _print_week(name: str, config: Config) -> int:
    province = find_province(name) if name else None
    if name and province is None:
        raise UserError("common.no_province", name=name)
    code = province.code if province else ""
    print("\n".join(asyncio.run(ask_once(config, lambda tx: _tell_week(tx, code, config)))))
    return exits.GOOD


async def _tell_week(tx: Reading, province: str, config: Config) -> list[str]:
    now, tx.memory.backups = SystemClock().now(), bool(config.backup_keys)
    return [*await week_lines(tx, now, province), "", *await next_lines(tx, now)]


def _look_at_host() -> Iterator[CheckLine]:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    yield CheckLine("python", sys.version_info >= (3, 11), t("check.python", version=version))
    good = sqlite3.sqlite_version_info >= LEAST_SQLITE
    yield CheckLine("sqlite", good, t("check.sqlite", version=sqlite3.sqlite_version))
    summer = datetime(2026, 7, 1, tzinfo=TEHRAN).utcoffset()
    yield CheckLine("time_zone", summer == timedelta(hours=3, minutes=30), t("check.time_zone"))
    yield CheckLine("texts", good=True, text=t("check.texts", count=catalogue.verify()))


def _look_at_database(config: Config) -> Iterator[CheckLine]:
    if not is_there(config.database):
        yield CheckLine("database", good=True, text=t("check.database_new", path=str(config.database)))
        return
    config.database.open("rb").close()  # SQLite would say no more than that it cannot
    try:
        version, problem = asyncio.run(migrations.quick_look(config.database))
    except sqlite3.DatabaseError as error:
        yield CheckLine("database", good=False, text=t("check.database_bad", problem=str(error)))
        return
    if version > len(migrations.SCRIPTS):
        yield CheckLine("database", good=False, text=t("check.database_newer", version=version))
    elif problem != "ok":
        yield CheckLine("database", good=False, text=t("check.database_bad", problem=problem))
    else:
        yield CheckLine("database", good=True, text=t("check.database", path=str(config.database), version=version))
    open_to_others = config.database.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    yield CheckLine("database_mode", not open_to_others, t("check.mode", path=str(config.database)))


def _look_at_secret(config: Config) -> Iterator[CheckLine]:
    path = config.secret_file
    if not is_there(path):
        lost = is_there(config.database)
        yield CheckLine("secret", not lost, t("check.secret_lost" if lost else "check.secret_new", path=str(path)))
        return
    path.open("rb").close()
    handed = path.is_relative_to(os.environ.get("CREDENTIALS_DIRECTORY") or "/nowhere")  # its lock is systemd's
    good = handed or not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    yield CheckLine("secret", good, t("check.secret" if good else "check.mode", path=str(path)))


def _look_at_backups(config: Config) -> CheckLine:
    if not config.backup_keys:
        return CheckLine("backup", good=True, text=t("check.backup_no_key", option="--make-key FILE"), notice=True)
    try:
        check_keys(config.backup_keys)
    except UserError as problem:
        return CheckLine("backup", good=False, text=problem.text)
    if is_there(config.backups):
        os.scandir(config.backups).close()  # a shelf that may not be read is not an empty one
    made = last_made(config.backups)
    if made is None:
        return CheckLine("backup", good=True, text=t("check.backup_none", path=str(config.backups)), notice=True)
    if datetime.now(UTC) - made > LONGEST_WITHOUT:
        text = t("check.backup_old", moment=dates.moment(made), days=LONGEST_WITHOUT.days)
        return CheckLine("backup", good=False, text=text)
    return CheckLine("backup", good=True, text=t("check.backup", moment=dates.moment(made)))


async def _look_at_messengers(config: Config) -> list[CheckLine]:
    from bot.compose import ask_messengers  # noqa: PLC0415 - telegram is slow to import; other commands need none

    if not config.platforms:
        return [CheckLine("tokens", good=False, text=t("commands.no_token"))]
    findings = []
    for told in await ask_messengers(config):
        messenger = t(f"check.messenger.{told.platform}")
        if told.problem:
            text = t("check.no_answer", messenger=messenger, problem=told.problem)
        else:
            text = t("check.answer", messenger=messenger, username=told.username)
        findings.append(CheckLine(told.platform, not told.problem, text))
        if told.ahead is not None and not config.clock_url:
            seconds = round(abs(told.ahead))
            findings.append(
                CheckLine("clock", seconds <= MOST_AHEAD, t("check.clock", messenger=messenger, seconds=seconds))
            )
    return findings
