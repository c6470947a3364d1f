"""Restores a backup: everything is looked at in a folder apart, and only then takes the place of what is there."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from bot.backup.manifest import DATABASE, VAULTS, Manifest
from bot.backup.packing import Progress
from bot.backup.sealing import MAGIC, read_identities, unseal
from bot.backup.unpacking import unpack
from bot.errors import UserError
from storage import announcements, audit, outbox
from storage.audit import Act
from storage.copying import Contents, DamagedError, inspect, open_copy, open_restored
from storage.head_file import write_head
from storage.migrations import NewerDatabaseError

GZIP = b"\x1f\x8b"
LEFT_OVER = ".restore-"
SIDES = ("-wal", "-shm", "-journal", ".head")


@dataclass(frozen=True)
class Checked:
    """A backup that was looked at, unpacked in ``folder``; ``signed`` where the secret says that it is ours."""

    folder: Path
    manifest: Manifest
    signed: bool


def clear_what_was_left(database: Path) -> None:
    """Remove what a restore that was killed has unpacked; only while the process lock is held."""
    for left in database.parent.glob(f"{LEFT_OVER}*"):
        shutil.rmtree(left, ignore_errors=True)


@asynccontextmanager
async def checked(
    file: Path, identity: Path | None, database: Path, secret: bytes | None, progress: Progress
) -> AsyncIterator[Checked]:
    """Unpack a backup beside ``database`` and check all of it; at the end of the block what is left of it is removed.

    Raises UserError for whatever does not hold. ``secret`` is None where it is not at hand: then neither the backup's
    signature nor the audit trail can be checked.
    """
    database.parent.mkdir(parents=True, exist_ok=True)
    clear_what_was_left(database)
    with TemporaryDirectory(prefix=LEFT_OVER, dir=database.parent) as name:
        folder = Path(name)
        try:
            with file.open("rb") as source:
                manifest = _open(source, identity, folder, secret, progress)
        except PermissionError:
            raise
        except OSError as problem:
            raise UserError("restore.unreadable", problem=type(problem).__name__) from None
        _compare(await _look_at(folder / DATABASE, secret), manifest)
        yield Checked(folder, manifest, signed=secret is not None)


def _open(source: BinaryIO, identity: Path | None, folder: Path, secret: bytes | None, progress: Progress) -> Manifest:
    size = os.fstat(source.fileno()).st_size
    begin = source.read(len(MAGIC))
    source.seek(0)
    if begin == MAGIC:
        if identity is None:
            raise UserError("restore.needs_identity", option="--identity")
        if not (identities := read_identities(identity)):
            raise UserError("restore.bad_identity", path=str(identity))
        return unseal(source, identities, lambda stream: unpack(stream, size, folder, secret, progress))
    if begin.startswith(GZIP):
        return unpack(source, size, folder, secret, progress)
    raise UserError("restore.no_backup")


async def _look_at(copy: Path, secret: bytes | None) -> Contents:
    try:
        async with open_copy(copy) as connection:
            return await inspect(connection, secret)
    except DamagedError as problem:
        raise UserError("restore.bad_database", problem=str(problem)) from None
    except NewerDatabaseError as problem:
        raise UserError("check.database_newer", version=problem.found) from None


def _compare(found: Contents, manifest: Manifest) -> None:
    said = Contents(manifest.version, manifest.tables, manifest.links, manifest.head)
    if found != said:
        raise UserError("restore.other_counts")


async def put_in_place(backup: Checked, database: Path, secret: bytes | None, now: datetime) -> Path | None:
    """Let a checked backup take the place of what is there; return where that was put, None if there was nothing.

    What waited to be sent when the backup was made is ended as «unknown», and announcements whose time has come since
    are held: they were sent, and would be sent twice. With the secret the trail says that a backup was restored.
    """
    new = backup.folder / DATABASE
    async with open_restored(new, secret or b"") as tx:
        await outbox.give_up_open(tx, "restored from a backup", now)
        # not so of old
        if await tx.count("SELECT count(*) FROM pragma_table_info('announcements') WHERE name = 'send_at'"):
            await announcements.hold_due(tx, now)
        if secret is not None:
            detail: dict[str, str | int | None] = {"head": backup.manifest.head, "links": backup.manifest.links}
            await audit.append(tx, now, Act("command", "backup.restore", backup.manifest.made_at.isoformat(), detail))
        end = await audit.get_end(tx)
    _sync(new)
    aside = _set_aside(database, now)
    for name in VAULTS:
        (backup.folder / name).rename(database.with_name(name))
    new.rename(database)
    write_head(database, end)
    _sync(database.parent)
    return aside


def _set_aside(database: Path, now: datetime) -> Path | None:
    """Move what is there into a folder of its own. The database keeps its name till the new one takes its place."""
    vaults = [vault for name in VAULTS if (vault := database.with_name(name)).exists()]
    sides = [side for ending in SIDES if (side := database.with_name(database.name + ending)).exists()]
    if not (database.exists() or sides or vaults):
        return None
    aside = database.with_name(f"before-restore-{now.astimezone(UTC):%Y%m%dT%H%M%S.%f}")
    aside.mkdir(mode=0o700)
    if database.exists():
        os.link(database, aside / database.name)
    for side in sides:
        side.rename(aside / side.name)
    for vault in vaults:
        vault.rename(aside / vault.name)
    _sync(aside)
    return aside


def _sync(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
