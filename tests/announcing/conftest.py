"""The office that the tests of announcements act in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.announcing.organisation import TUESDAY, Office, open_office
from tests.stage import Stage, open_stage


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with open_office() as opened:
        yield opened


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """The whole service on the local messenger, on the same morning."""
    async with open_stage(tmp_path, TUESDAY) as opened:
        yield opened
