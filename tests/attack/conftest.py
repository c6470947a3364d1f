"""A stage on a Monday morning: the week is open, nobody has come in yet."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.attack.acting import tehran
from tests.stage import Stage, open_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, tehran("1405/09/02 09:30")) as opened:
        yield opened
