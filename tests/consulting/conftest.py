"""The office that the tests of consultations act in."""

from collections.abc import AsyncIterator

import pytest

from tests.announcing.organisation import Office, open_office


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with open_office() as opened:
        yield opened
