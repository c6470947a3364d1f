"""Makes a backup: a copy between two turns, looked at, packed with the evidence, sealed, and only then named."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from bot import __version__
from bot.backup.manifest import DATABASE, Manifest, Member
from bot.backup.packing import Folder, Progress, Sources, digest, look_at_evidence, pack
from bot.backup.sealing import check_keys, seal
from bot.backup.shelf import name_of
from bot.errors import UserError
from storage.copying import Contents, DamagedError, inspect, open_copy
from storage.process_lock import hold_process_lock
from storage.transaction import Reading

LEFT_OVER = ".backup-"
TRIES = 3
"""How often packing is begun, when evidence is taken back under its hands."""


@dataclass(frozen=True)
class Order:
    """What is backed up and where to; without keys it is left in the clear."""

    database: Path
    evidence: Path
    folder: Path
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Made:
    """A finished backup; ``missing`` evidence has a row and no file, ``damaged`` evidence is not what was sent."""

    path: Path
    size: int
    manifest: Manifest
    missing: tuple[str, ...]
    damaged: tuple[str, ...]


@contextmanager
def workplace(order: Order) -> Iterator[Path]:
    """Yield a private folder beside the database for its copy; one backup at a time. What a kill left is cleared.

    Raises `storage.process_lock.AlreadyRunningError`, UserError where a public key is mistyped.
    """
    check_keys(order.keys)
    with hold_process_lock(order.database.with_name("backup")):
        for left in order.database.parent.glob(f"{LEFT_OVER}*"):
            with suppress(OSError):
                for file in left.iterdir():
                    file.unlink()
                left.rmdir()
        with TemporaryDirectory(prefix=LEFT_OVER, dir=order.database.parent) as folder:
            yield Path(folder)


def finish(order: Order, copy: Path, secret: bytes, now: datetime, progress: Progress = lambda _bytes: None) -> Made:
    """Check the copy, pack and seal it with the evidence. Blocks; raises UserError for a copy that is not whole.

    The copy loses its name as soon as it is open, so that not even a kill leaves it behind.
    """
    with copy.open("rb", buffering=0) as file, _opened(copy) as connection:
        copy.unlink()
        contents = inspect(connection, secret, lambda: progress(0))
        wanted = _list_kept(Reading(connection, {}))
        for _again in range(TRIES):
            evidence = look_at_evidence(order.evidence, progress)
            manifest = _write(file, contents, evidence, now, progress)
            with suppress(FileNotFoundError):
                path = _put(order, now, partial(pack, manifest, secret, Sources(file, order.evidence)), progress)
                there = {member.sha256 for member in evidence.members} | set(evidence.damaged)
                missing = tuple(name for name in wanted if name not in there)
                return Made(path, path.stat().st_size, manifest, missing, evidence.damaged)
    raise UserError("backup.restless")


@contextmanager
def _opened(copy: Path) -> Iterator[sqlite3.Connection]:
    try:
        with open_copy(copy) as connection:
            yield connection
    except DamagedError as problem:
        raise UserError("backup.damaged", problem=str(problem)) from None


def _list_kept(copy: Reading) -> list[str]:
    """Return the digests of the evidence that the copy says is kept."""
    if not copy.count("SELECT count(*) FROM sqlite_schema WHERE name = 'evidence'"):
        return []  # an old version
    return [str(name) for name in copy.column("SELECT DISTINCT sha256 FROM evidence WHERE sha256 <> '' ORDER BY 1")]


def _write(file: BinaryIO, contents: Contents, evidence: Folder, now: datetime, progress: Progress) -> Manifest:
    copy = digest(file, progress)
    return Manifest(
        made_at=now.replace(microsecond=0),
        program=__version__,
        version=contents.version,
        tables=contents.tables,
        links=contents.links,
        head=contents.head,
        members=(Member(DATABASE, copy.size, copy.sha256), *evidence.members),
    )


def _put(order: Order, now: datetime, write: Callable[[BinaryIO, Progress], None], progress: Progress) -> Path:
    """Write a backup under its name, on the disk before it has it."""
    order.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = order.folder / name_of(now, sealed=bool(order.keys))
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
