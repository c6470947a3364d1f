"""A database, a clock that stands, and an admin who is told of troubles."""

import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from sandbox.clock import Clock
from storage import accounts, people
from storage.database import Database
from storage.people import Duty
from tests.delivery.by_hand import ADMIN_CHAT, NOW
from tests.fresh import open_fresh


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_fresh(tmp_path / "mehvar.db", b"s" * 32) as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock.standing(NOW)


@pytest.fixture
async def admin(database: Database) -> int:
    """Somebody who is told of troubles."""
    async with database.transaction() as tx:
        person = await people.add(tx, "Admin", "", "active", NOW)
        await people.save_duty(tx, person, Duty("admin", "", "", ""))
        await accounts.link(tx, await accounts.meet(tx, "telegram", ADMIN_CHAT, ADMIN_CHAT, NOW), person, NOW)
    return person


@pytest.fixture
def quiet_logs() -> Iterator[None]:
    """Keep thousands of tracebacks out of the report."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
