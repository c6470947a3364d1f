"""The process lock: one program writes to a database at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyRunningError(Exception):
    """Another process holds the lock of this database."""


@contextmanager
def hold_process_lock(database: Path) -> Iterator[None]:
    """Hold the lock beside ``database``; the kernel lets it go when the process ends, however it ends."""
    database.parent.mkdir(parents=True, exist_ok=True)
    with database.with_name(database.name + ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunningError(str(database)) from None
        yield
