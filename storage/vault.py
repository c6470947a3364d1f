"""The vault: files under the SHA-256 of their content, on the disk before any row says so; never opened or run."""

import hashlib
import os
from pathlib import Path


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
