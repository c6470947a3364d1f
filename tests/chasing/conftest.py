"""A world, and some of its people."""

from collections.abc import AsyncIterator

import pytest

from tests.chasing.world import World, open_world


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world() as opened:
        yield opened
