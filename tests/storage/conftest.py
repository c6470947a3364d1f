"""A database in a folder of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.fresh import open_fresh

SECRET = b"s" * 32


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_fresh(tmp_path / "mehvar.db", SECRET) as opened:
        yield opened
