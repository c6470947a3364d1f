"""`mehvar backup`: makes a backup now, whether the service runs or not; or the pair of keys that backups need."""

import argparse
import asyncio
import json
import shlex
import sys
from datetime import datetime
from pathlib import Path

from bot.backup import making, shelf
from bot.backup.making import BackupOrder, Made
from bot.backup.manifest import DATABASE
from bot.backup.sealing import make_identity
from bot.clock import SystemClock
from bot.commands.once import called_as, ended
from bot.commands.progress import telling
from bot.config import Config
from bot.errors import UserError
from bot.exits import ALREADY_RUNNING, FAILED, GOOD
from bot.language import dates
from bot.language.catalogue import t
from bot.reaching import is_there
from storage.copying import copy_database
from storage.process_lock import AlreadyRunningError
from storage.secret import read_secret

NAME = "backup"
HELP = "make a backup of the database and the evidence, sealed to a public key"


class OtherBackupError(Exception):
    """Another backup of the same database is being made."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where it goes, and the making of keys."""
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="another folder than MEHVAR_BACKUP_FOLDER")
    parser.add_argument("--name", default="", help="a word that says why; what has a name is never cleared away")
    parser.add_argument("--unencrypted", action="store_true", help="leave it readable for everybody who gets it")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--make-key", type=Path, metavar="FILE", help="make no backup, but a private key in FILE; prints the public one"
    )


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Return 0 good, 1 no backup or an incomplete one, 75 another backup is being made."""
    if arguments.make_key:
        return ended(lambda: _make_key(arguments.make_key))
    try:
        return ended(lambda: asyncio.run(_backup(arguments, config)))
    except OtherBackupError:
        print(t("backup.already"), file=sys.stderr)
        return ALREADY_RUNNING


def _make_key(place: Path) -> int:
    try:
        public = make_identity(place)
    except FileExistsError:
        raise UserError("backup.key_there", path=str(place)) from None
    except OSError as problem:
        raise UserError("backup.key_unwritten", problem=type(problem).__name__) from None
    print(t("backup.key_made", path=str(place.absolute())), file=sys.stderr)
    print(f"MEHVAR_BACKUP_KEY={public}")
    return GOOD


async def _backup(arguments: argparse.Namespace, config: Config) -> int:
    keys = () if arguments.unencrypted else config.backup_keys
    if not keys and not arguments.unencrypted:
        raise UserError("backup.no_key", option="--make-key", other="--unencrypted")
    if arguments.name and not shelf.GIVEN_NAME.fullmatch(arguments.name):
        raise UserError("backup.bad_name", name=arguments.name)
    if not is_there(config.database):
        raise UserError("backup.no_database", path=str(config.database))
    order = BackupOrder(config.database, arguments.to or config.backups, keys, arguments.name)
    made = await _make(order, read_secret(config.secret_file, config.database), SystemClock().now())
    if keys and arguments.to is None:
        shelf.rotate(order.folder)
    _tell(made, as_json=arguments.json)
    return FAILED if made.missing or made.damaged else GOOD


async def _make(order: BackupOrder, secret: bytes, now: datetime) -> Made:
    try:
        with making.workplace(order) as folder:
            await copy_database(order.database, folder / DATABASE)
            return await making.finish(order, folder / DATABASE, secret, now, telling(2 * _size(order)))
    except AlreadyRunningError:
        raise OtherBackupError from None
    except OSError as problem:
        raise UserError("backup.unwritten", problem=type(problem).__name__) from None


def _size(order: BackupOrder) -> int:
    evidence = order.database.with_name("evidence")
    files = evidence.iterdir() if evidence.exists() else ()
    return order.database.stat().st_size + sum(file.stat().st_size for file in files)


def _tell(made: Made, *, as_json: bool) -> None:
    manifest = made.manifest
    if as_json:
        told = {
            "file": str(made.path.absolute()),
            "size": made.size,
            "made_at": manifest.made_at.isoformat(),
            "version": manifest.version,
            "tables": manifest.tables,
            "files": len(manifest.members) - 1,
            "audit": {"links": manifest.links, "head": manifest.head},
            "missing": list(made.missing),
            "damaged": list(made.damaged),
        }
        print(json.dumps(told, ensure_ascii=False))
        return
    place = made.path.absolute()
    print(t("backup.made", path=str(place), megabytes=_megabytes(made.size), moment=dates.moment(manifest.made_at)))
    print(t("backup.holds", rows=sum(manifest.tables.values()), files=len(manifest.members) - 1, links=manifest.links))
    print(t("backup.no_secret"))
    key = " --identity KEYFILE" if place.suffix == ".age" else ""
    print(t("backup.way_back", command=f"{called_as()} restore {shlex.quote(str(place))}{key}"))
    if made.missing or made.damaged:
        print(t("backup.alert_evidence", missing=len(made.missing), damaged=len(made.damaged)), file=sys.stderr)


def _megabytes(size: int) -> int:
    """Return whole megabytes, at least one."""
    return max(1, round(size / 2**20))
