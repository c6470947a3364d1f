"""Makes a backup: a copy between two turns, looked at, packed with the evidence, sealed, and only then named."""

import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from bot import __version__
from bot.backup.manifest import DATABASE, VAULTS, ArchiveMember, Manifest
from bot.backup.packing import Progress, Sources, Vault, digest, list_names, look_at_vault, pack
from bot.backup.sealing import check_keys, seal
from bot.backup.shelf import clear_parts, name_of
from bot.errors import UserError
from storage import announcements, evidence
from storage.copying import Contents, Copy, DamagedError, inspect, open_copy
from storage.memory import Memory
from storage.process_lock import AlreadyRunningError, hold_process_lock
from storage.transaction import Reading

LEFT_OVER = ".backup-"
TRIES = 3
"""How often packing is begun, when evidence is taken back under its hands."""


@dataclass(frozen=True)
class BackupOrder:
    """What is backed up, with the vaults beside it, and where to; without keys it is left in the clear.

    What is given a ``name`` is never cleared away.
    """

    database: Path
    folder: Path
    keys: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True)
class Made:
    """A finished backup; a ``missing`` file has a row and is not there, a ``damaged`` one is not what it was."""

    path: Path
    size: int
    manifest: Manifest
    missing: tuple[str, ...]
    damaged: tuple[str, ...]


@contextmanager
def workplace(order: BackupOrder) -> Iterator[Path]:
    """Yield a private folder beside the database for its copy; one backup at a time. What a kill left is cleared.

    Raises `storage.process_lock.AlreadyRunningError`, UserError where a public key is mistyped.
    """
    check_keys(order.keys)
    with hold_process_lock(order.database.with_name("backup")):
        _clear(order)
        with TemporaryDirectory(prefix=LEFT_OVER, dir=order.database.parent) as folder:
            yield Path(folder)


def clear_what_was_left(order: BackupOrder) -> None:
    """Remove what a backup that was killed has left, unless one is being made just now."""
    with suppress(AlreadyRunningError), hold_process_lock(order.database.with_name("backup")):
        _clear(order)


def _clear(order: BackupOrder) -> None:
    for left in order.database.parent.glob(f"{LEFT_OVER}*"):
        shutil.rmtree(left, ignore_errors=True)
    clear_parts(order.folder)


async def finish(
    order: BackupOrder, copy: Path, secret: bytes, now: datetime, progress: Progress = lambda _bytes: None
) -> Made:
    """Check the copy, pack and seal it with the files. Blocks; raises UserError for a copy that is not whole.

    The copy loses its name as soon as it is open, so that not even a kill leaves it behind.
    """
    beside = order.database.parent
    with copy.open("rb", buffering=0) as file:
        async with _opened(copy) as connection:
            copy.unlink()
            contents = await inspect(connection, secret, lambda: progress(0))
            wanted = await _list_wanted(Reading(connection, Memory()))
            for _again in range(TRIES):
                # evidence as it lies there: what was kept since is no harm; of what goes out, only what is wanted
                names = {"evidence": list_names(beside / "evidence"), "outgoing": _there(beside, wanted["outgoing"])}
                vaults = [look_at_vault(beside / name, names[name], progress) for name in VAULTS]
                manifest = _write(file, contents, vaults, now, progress)
                with suppress(FileNotFoundError):
                    path = _put(order, now, partial(pack, manifest, secret, Sources(file, beside)), progress)
                    there = {name for each in names.values() for name in each}
                    missing = tuple(sorted({name for each in wanted.values() for name in each} - there))
                    damaged = tuple(name for vault in vaults for name in vault.damaged)
                    return Made(path, path.stat().st_size, manifest, missing, damaged)
    raise UserError("backup.restless")


def _there(beside: Path, names: Iterable[str]) -> list[str]:
    return [name for name in names if (beside / "outgoing" / name).exists()]


@asynccontextmanager
async def _opened(copy: Path) -> AsyncIterator[Copy]:
    try:
        async with open_copy(copy) as connection:
            yield connection
    except DamagedError as problem:
        raise UserError("backup.damaged", problem=str(problem)) from None


async def _list_wanted(copy: Reading) -> dict[str, list[str]]:
    """Return by vault the digests of the files that the copy names; an old version has fewer tables."""
    tables = set(await copy.column("SELECT name FROM sqlite_schema"))
    return {
        "evidence": await evidence.list_digests(copy) if "evidence" in tables else [],
        "outgoing": await announcements.list_files(copy) if "announcement_drafts" in tables else [],
    }


def _write(file: BinaryIO, contents: Contents, vaults: list[Vault], now: datetime, progress: Progress) -> Manifest:
    copy = digest(file, progress)
    return Manifest(
        made_at=now.replace(microsecond=0),
        program=__version__,
        version=contents.version,
        tables=contents.tables,
        links=contents.links,
        head=contents.head,
        members=(
            ArchiveMember(DATABASE, copy.size, copy.sha256),
            *(member for vault in vaults for member in vault.members),
        ),
    )


def _put(order: BackupOrder, now: datetime, write: Callable[[BinaryIO, Progress], None], progress: Progress) -> Path:
    """Write a backup under its name, on the disk before it has it."""
    order.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = order.folder / name_of(now, sealed=bool(order.keys), given=order.name)
    part = place.with_name(f"{place.name}.part")
    part.unlink(missing_ok=True)
    try:
        with open(part, "xb", opener=_open_privately) as target:
            if order.keys:
                seal(lambda stream: write(stream, progress), target, order.keys)
            else:
                write(target, progress)
            target.flush()
            os.fsync(target.fileno())
        part.replace(place)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    handle = os.open(order.folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    return place


def _open_privately(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
