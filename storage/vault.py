"""The vault: files under the SHA-256 of their content, on the disk before any row says so; never opened or run."""

import hashlib
import os
from datetime import datetime
from pathlib import Path
from typing import BinaryIO


def keep(folder: Path, content: bytes) -> str:
    """Store content and return its name; same content is stored once. Blocks; raises OSError."""
    name = hashlib.sha256(content).hexdigest()
    if not folder.exists():
        folder.mkdir(mode=0o700)
        _sync(folder.parent)
    place, part = folder / name, folder / f"{name}.part"
    if not place.exists():
        try:
            _write(part, content)
            part.replace(place)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    _sync(folder)  # also where the file stood there: a former process may have died before this
    return name


def drop(folder: Path, name: str) -> None:
    """Remove a file, if it is there."""
    (folder / name).unlink(missing_ok=True)


def open_kept(folder: Path, name: str) -> BinaryIO:
    """Open a kept file for reading; raises FileNotFoundError."""
    return (folder / name).open("rb")


def list_old(folder: Path, before: datetime) -> list[str]:
    """Return the files that were written before an instant."""
    if not folder.exists():
        return []
    return sorted(place.name for place in folder.iterdir() if place.stat().st_mtime < before.timestamp())


def _write(place: Path, content: bytes) -> None:
    with open(place, "wb", opener=_open_privately) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _open_privately(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
