"""The town that the tests of reviewing act in."""

from collections.abc import AsyncIterator

import pytest

from tests.reviewing.town import Town, open_town


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with open_town() as town:
        yield town
