"""The office that the tests of announcements act in."""

from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.memory import Memory
from storage.transaction import Transaction
from tests.announcing.organisation import TUESDAY, Office, open_office
from tests.stage import Stage, open_stage


@pytest.fixture
def office() -> Iterator[Office]:
    with closing(open_office()) as connection:
        yield Office(Transaction(connection, Memory(), b"s" * 32))


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """The whole service on the local messenger, on the same morning."""
    async with open_stage(tmp_path, TUESDAY) as opened:
        yield opened
