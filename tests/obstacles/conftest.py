"""The database that the tests of obstacles act on."""

from collections.abc import AsyncIterator

import pytest

from storage.transaction import Transaction
from tests.obstacles.organisation import open_organisation


@pytest.fixture
async def tx() -> AsyncIterator[Transaction]:
    async with open_organisation() as opened:
        yield opened
