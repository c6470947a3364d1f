"""A code lets one person in, once, in time, and guessing runs out."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.people.invitations import ALPHABET, invite, read_code, redeem
from storage import audit, people
from storage.transaction import Transaction
from tests.fresh import open_fresh
from tests.trail import acts

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SECRET = b"s" * 32


@pytest.fixture
async def tx(tmp_path: Path) -> AsyncIterator[Transaction]:
    async with open_fresh(tmp_path / "m.db", SECRET) as database, database.transaction() as opened:
        yield opened


@pytest.fixture
async def person(tx: Transaction) -> int:
    return await people.add(tx, "الف", "", "active", NOW)


def test_a_code_is_read_in_spite_of_its_writing() -> None:
    assert read_code(" o1il۲-ab\u200ccde ") == "01112ABCDE"
    for text in ("", "ABC", "ABCDEFGHJKM", "ABCDEFGH!K", "سلام"):
        assert read_code(text) is None


async def test_a_code_tells_its_person_once(tx: Transaction, person: int) -> None:
    code = await invite(tx, person, NOW)
    assert len(code) == 10
    assert set(code) <= set(ALPHABET)
    persian = code.lower().translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert await redeem(tx, "bale", 1, f" {persian[:5]} {persian[5:]}", NOW) == person
    assert await redeem(tx, "bale", 1, code, NOW) is None
    assert await acts(tx) == ["invitation.add", "invitation.use"]


async def test_a_code_ends_after_72_hours(tx: Transaction, person: int) -> None:
    code = await invite(tx, person, NOW)
    assert await redeem(tx, "bale", 1, code, NOW + timedelta(hours=72)) is None
    assert await redeem(tx, "bale", 2, code, NOW + timedelta(hours=71, minutes=59)) == person


async def test_a_newer_code_ends_the_one_before(tx: Transaction, person: int) -> None:
    old, new = await invite(tx, person, NOW), await invite(tx, person, NOW)
    assert await redeem(tx, "bale", 1, old, NOW) is None
    assert await redeem(tx, "bale", 1, new, NOW) == person


async def test_guessing_runs_out_for_a_day_and_for_that_account_alone(tx: Transaction, person: int) -> None:
    code = await invite(tx, person, NOW)
    for wrong in ("A" * 10, "B" * 10, "سلام", "", "C" * 10):
        assert await redeem(tx, "bale", 1, wrong, NOW) is None
    assert await redeem(tx, "bale", 1, code, NOW + timedelta(hours=23)) is None
    assert await redeem(tx, "bale", 1, code, NOW + timedelta(hours=24, seconds=1)) == person
    assert await redeem(tx, "telegram", 1, await invite(tx, person, NOW), NOW) == person


async def test_four_wrong_codes_are_forgiven(tx: Transaction, person: int) -> None:
    code = await invite(tx, person, NOW)
    for _ in range(4):
        await redeem(tx, "bale", 1, "A" * 10, NOW)
    assert await redeem(tx, "bale", 1, code, NOW) == person


async def test_who_is_suspended_has_no_use_of_a_code(tx: Transaction, person: int) -> None:
    code = await invite(tx, person, NOW)
    await people.save_state(tx, person, "suspended")
    assert await redeem(tx, "bale", 1, code, NOW) is None


async def test_the_database_keeps_no_code(tx: Transaction, person: int) -> None:
    code = await invite(tx, person, NOW)
    await redeem(tx, "bale", 1, code, NOW)
    assert code not in "\n".join([line async for line in tx.connection.iterdump()])
    assert await audit.find_break(tx, SECRET) is None
