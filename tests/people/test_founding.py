"""The admins that the configuration names."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import Config
from bot.people.founding import found
from storage import audit, people, phones
from storage.transaction import Transaction
from tests.delivery.by_hand import NOW
from tests.fresh import open_fresh

PHONE = "989121234567"
CONFIG = Config(Path("mehvar.db"), Path("secret"), (), (PHONE,), "", "", 1405, bale_codes=True)


@pytest.fixture
async def tx(tmp_path: Path) -> AsyncIterator[Transaction]:
    async with open_fresh(tmp_path / "mehvar.db", b"s" * 32) as database, database.transaction() as opened:
        yield opened


async def test_named_admin_is_made_active_with_an_audit_row_once(tx: Transaction) -> None:
    await found(tx, CONFIG, NOW)
    head = await audit.get_head(tx)
    assert len(await people.list_ids(tx, "admin")) == 1
    assert await tx.value("SELECT count(*) FROM audit WHERE action = 'duty.save'") == 1
    await found(tx, CONFIG, NOW + timedelta(days=1))
    assert await audit.get_head(tx) == head


@pytest.mark.parametrize("state", ["asking", "refused", "suspended"])
async def test_named_admin_who_asked_before_being_named_is_not_locked_out(tx: Transaction, state: str) -> None:
    person = await people.add(tx, "Operator", "", state, NOW)
    await phones.save(tx, person, PHONE)
    await found(tx, CONFIG, NOW)
    assert await people.list_ids(tx, "admin") == [person]
    assert await tx.value("SELECT count(*) FROM audit WHERE action = 'person.activate'") == 1
