"""Connections of aiosqlite that ask SQLite where they stand: the way to a thread is a third of a short turn."""

import sqlite3
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self
from unittest.mock import patch

import aiosqlite


class Unthreaded(aiosqlite.Connection):
    """A connection whose statements run at once, in the thread that awaits them."""

    def __await__(self) -> Generator[Any, None, Self]:
        self._connection = self._connector()
        return self
        yield

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return fn(*args, **kwargs)

    async def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


@contextmanager
def unthreaded() -> Iterator[None]:
    """Let databases that are opened meanwhile have such connections."""

    def connect(database: Path, **options: Any) -> Unthreaded:
        return Unthreaded(lambda: sqlite3.connect(database, check_same_thread=False, **options), iter_chunk_size=64)

    with patch("storage.database.aiosqlite.connect", connect):
        yield
