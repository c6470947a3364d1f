"""What the tests of administering share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.administering.office import MONDAY, Office, open_office
from tests.stage import Stage, open_stage


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with open_office() as opened:
        yield opened


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, MONDAY) as opened:
        yield opened
