"""The end of the trail in a small file beside the database: a trail whose end was cut does not contain it.

The file may be behind the trail, for it is written some time after a commit; it is never ahead of it.
"""

import os
import re
from asyncio import TimerHandle, get_running_loop
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from storage.audit import TrailEnd

EVERY = 1.0
"""Seconds between two writings at least: each waits for the disk."""


def place_of(database: Path) -> Path:
    """Return where the end of a database's trail is kept."""
    return database.with_name(f"{database.name}.head")


def read_head(database: Path) -> TrailEnd | None:
    """Return the end that was kept last, None where there is no file; a spoilt one names a link that no trail has."""
    try:
        number, _, mac = place_of(database).read_text(encoding="ascii", errors="replace").strip().partition(" ")
    except FileNotFoundError:
        return None
    return TrailEnd(int(number) if re.fullmatch("[0-9]{1,18}", number) else 0, mac)


def write_head(database: Path, head: TrailEnd) -> None:
    """Keep an end of the trail, on the disk at the end; killed at any point, the file is the old or the new one."""
    place = place_of(database)
    new = place.with_name(f"{place.name}.new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write(f"{head.id} {head.mac}\n")
        file.flush()
        os.fsync(file.fileno())
    new.replace(place)


class HeadFile:
    """Keeps the end of a trail that grows, in a thread of its own; what it cannot write stays behind."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._thread = ThreadPoolExecutor(1, "head")
        self._timer: TimerHandle | None = None
        self._kept = self._newest = read_head(database)

    def note(self, head: object) -> None:
        """Hear of the trail's end after a commit."""
        if isinstance(head, TrailEnd) and head.id and head != self._newest:
            self._newest = head
            self._timer = self._timer or get_running_loop().call_later(EVERY, self._keep)

    def close(self) -> None:
        """Write what is not written yet."""
        if self._timer:
            self._timer.cancel()
        self._keep()
        self._thread.shutdown()

    def _keep(self) -> None:
        self._timer = None
        if self._newest and self._newest != self._kept:
            self._kept = self._newest
            self._thread.submit(_try_to_write, self._database, self._newest)


def _try_to_write(database: Path, head: TrailEnd) -> None:
    with suppress(OSError):  # a full disk: the next one may do better, and being behind is no harm
        write_head(database, head)
