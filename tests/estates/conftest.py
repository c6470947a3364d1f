"""An office whose province has estates."""

from collections.abc import AsyncIterator

import pytest

from tests.chasing.world import open_world
from tests.delegating.office import Office


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with open_world() as world:
        yield await Office(world).open()
