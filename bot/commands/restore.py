"""`mehvar restore`: looks at a backup from end to end, and lets it take the place of what is there."""

import argparse
import asyncio
import json
import stat
import sys
from pathlib import Path

from bot.backup.restoring import Checked, checked, put_in_place
from bot.clock import SystemClock
from bot.commands.once import ended
from bot.commands.progress import telling
from bot.config import Config
from bot.errors import UserError
from bot.exits import GOOD
from bot.language import dates
from bot.language.catalogue import t
from bot.reaching import is_there
from storage.process_lock import hold_process_lock
from storage.secret import read_secret

NAME = "restore"
HELP = "check a backup and bring it back"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the backup and the private key."""
    parser.add_argument("file", type=Path, help="a file that `mehvar backup` made")
    parser.add_argument("--identity", type=Path, metavar="KEYFILE", help="the file with the private key")
    parser.add_argument("--force", action="store_true", help="put aside what is there; without it nothing is replaced")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Return 0 restored, 1 refused, 75 the service is running."""
    return ended(lambda: asyncio.run(_restore(arguments, config)))


async def _restore(arguments: argparse.Namespace, config: Config) -> int:
    try:
        size = arguments.file.stat().st_size
    except (FileNotFoundError, NotADirectoryError):
        raise UserError("restore.no_file", path=str(arguments.file)) from None
    secret = read_secret(config.secret_file) if is_there(config.secret_file) else None
    if arguments.identity and _is_open(arguments.identity):
        print(t("restore.identity_open", path=str(arguments.identity)), file=sys.stderr)
    with hold_process_lock(config.database):
        async with checked(arguments.file, arguments.identity, config.database, secret, telling(2 * size)) as backup:
            if not arguments.force and _is_anything_there(config):
                print(t("restore.sound", moment=dates.moment(backup.manifest.made_at)), file=sys.stderr)
                raise UserError("restore.there", path=str(config.database), option="--force")
            aside = await put_in_place(backup, config.database, secret, SystemClock().now())
            _tell(backup, aside, config, as_json=arguments.json)
    return GOOD


def _is_open(identity: Path) -> bool:
    return is_there(identity) and bool(identity.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _is_anything_there(config: Config) -> bool:
    return is_there(config.database) or (is_there(config.evidence) and any(config.evidence.iterdir()))


def _tell(backup: Checked, aside: Path | None, config: Config, *, as_json: bool) -> None:
    manifest = backup.manifest
    if as_json:
        told = {
            "made_at": manifest.made_at.isoformat(),
            "program": manifest.program,
            "version": manifest.version,
            "tables": manifest.tables,
            "files": len(manifest.members) - 1,
            "audit": {"links": manifest.links, "head": manifest.head},
            "signed": backup.signed,
            "aside": None if aside is None else str(aside.absolute()),
        }
        print(json.dumps(told, ensure_ascii=False))
        return
    print(t("restore.done", moment=dates.moment(manifest.made_at), path=str(config.database.absolute())))
    print(t("backup.holds", rows=sum(manifest.tables.values()), files=len(manifest.members) - 1, links=manifest.links))
    print(t("restore.signed") if backup.signed else t("restore.unsigned", path=str(config.secret_file.absolute())))
    if aside:
        print(t("restore.aside", path=str(aside.absolute())))
