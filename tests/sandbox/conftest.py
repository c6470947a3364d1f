"""A running messenger, and raw calls to it."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from sandbox.server import Messenger
from tests.sandbox.caller import Caller


@pytest.fixture
async def messenger() -> AsyncIterator[Messenger]:
    async with Messenger() as running:
        yield running


@pytest.fixture
async def caller(messenger: Messenger) -> AsyncIterator[Caller]:
    async with aiohttp.ClientSession() as session:
        yield Caller(messenger, session)
