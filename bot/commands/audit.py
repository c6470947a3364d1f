"""`mehvar audit`: checks the trail of what was done, or writes it out; the service may be running meanwhile."""

import argparse
import asyncio
import io
import json
import re
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import IO

from bot.commands.mismatches import tell_mismatches
from bot.commands.once import create_file, ended, note_reading
from bot.config import Config
from bot.errors import UserError
from bot.exits import FAILED, GOOD
from bot.language.catalogue import t
from bot.language.dates import TEHRAN
from bot.language.jalali import jalali
from bot.reaching import is_there
from storage import audit, seals
from storage.audit import AuditRow
from storage.database import open_reader
from storage.head_file import read_head
from storage.seals import Findings
from storage.secret import read_secret
from storage.transaction import Reading

NAME = "audit"
HELP = "check the trail of what was done, or write it out"
HEAD = re.compile("[0-9a-f]{12,64}")
"""The beginning of a link, as headquarters' digest prints it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `verify` and `export`."""
    kinds = parser.add_subparsers(dest="what", required=True, metavar="{verify,export}")
    verify = kinds.add_parser(
        "verify",
        help="is anything changed, taken out or cut off, in the trail or in a report?",
        description=_verify.__doc__,
    )
    verify.add_argument("--head", help="a code that headquarters' digest printed: the trail must still contain it")
    export = kinds.add_parser("export", help="every link as a line of JSON", description=_export.__doc__)
    export.add_argument("--to", type=Path, metavar="FILE", help="a new file, readable by its owner alone")
    for kind in (verify, export):
        kind.add_argument("--json", action="store_true", help="say the outcome as one JSON object")


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Return 0 whole or written, 1 broken or not to be read."""
    works = {"verify": _verify, "export": _export}
    if not is_there(config.database):
        return ended(lambda: _refuse("backup.no_database", path=str(config.database)))
    return ended(lambda: asyncio.run(works[arguments.what](arguments, config)))


def _refuse(key: str, **values: str) -> int:
    raise UserError(key, **values)


async def _verify(arguments: argparse.Namespace, config: Config) -> int:
    """Check the chain from its first link on, against its end as it is kept beside the database and a head that was
    printed; and every report against it.
    """
    head = arguments.head and arguments.head.strip().lower()
    if head and not HEAD.fullmatch(head):
        raise UserError("audit.no_head")
    if not is_there(config.secret_file):
        raise UserError("check.secret_lost", path=str(config.secret_file))
    kept = read_head(config.database)  # before the trail is read: it may grow meanwhile
    async with open_reader(config.database) as tx:
        found = await seals.look_through(tx, read_secret(config.secret_file), head)
        links, newest = await audit.count_links(tx), await audit.get_head(tx)
        if kept and found.broken_at is None and not await audit.has_link(tx, kept):
            found = replace(found, broken_at=min(max(kept.id, 1), links + 1))
        lines = [line async for line in tell_mismatches(tx, found.mismatches)]
    if arguments.json:
        outcome = {"whole": found.whole, "links": links, "head": newest}
        print(json.dumps(outcome | asdict(found)))
    elif found.broken_at is not None:
        cut = found.broken_at > links
        print(t("audit.cut" if cut else "audit.broken", number=found.broken_at), file=sys.stderr)
    else:
        _tell_whole(found, links, newest)
        for line in lines:
            print(line, file=sys.stderr)
    return GOOD if found.whole else FAILED


def _tell_whole(found: Findings, links: int, newest: str) -> None:
    print(t("audit.whole", links=links, head=newest[:12]))
    if found.reports is None:
        print(t("audit.unsealed"))
    elif found.whole:
        print(t("audit.sealed", reports=found.reports))


async def _export(arguments: argparse.Namespace, config: Config) -> int:
    """Write every link, the oldest first: times in UTC and in Tehran's Jalali, codes and numbers, never words."""
    links = 0
    with _opened(arguments.to) as file:
        async with open_reader(config.database) as tx:
            async for line in list_lines(tx):
                file.write(line + "\n")
                links += 1
            head = await audit.get_head(tx)
    noted = await note_reading(config, "audit", "export")
    if arguments.json and arguments.to:
        print(json.dumps({"file": str(arguments.to), "links": links, "head": head, "noted": noted}, ensure_ascii=False))
    elif arguments.to:
        print(t("audit.exported", links=links, path=str(arguments.to)))
    return GOOD


async def list_lines(tx: Reading) -> AsyncIterator[str]:
    """Yield each link as a line of JSON."""
    async for row in audit.list_links(tx):
        yield json.dumps(_record(row), ensure_ascii=False)


def _record(row: AuditRow) -> dict[str, object]:
    """Return a link as a record; a time or detail that somebody has spoilt stays as it is."""
    record: dict[str, object] = {"id": row.id, "at": row.at, "tehran": None}
    try:
        local = datetime.fromisoformat(row.at).astimezone(TEHRAN)
        day = jalali(local.date())
        record["tehran"] = f"{day.year:04}/{day.month:02}/{day.day:02} {local:%H:%M:%S}"
    except (ValueError, OverflowError):
        pass
    try:
        detail = json.loads(row.detail)
    except ValueError:
        detail = row.detail
    return record | {
        "actor": row.actor,
        "action": row.action,
        "subject": row.subject,
        "detail": detail,
        "mac": row.mac,
    }


@contextmanager
def _opened(place: Path | None) -> Iterator[IO[str]]:
    if place is None:
        yield sys.stdout
        return
    with io.TextIOWrapper(create_file(place), encoding="utf-8") as file:
        yield file
