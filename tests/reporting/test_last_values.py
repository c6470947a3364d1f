"""The last value of an indicator is what the reports of the weeks before say now, not what a correction replaced."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from bot.language.week import Week
from bot.programme.in_memory import hold_programme
from bot.programme.standing import stood_before
from storage import reports
from storage.reports import Answer, Submission
from storage.transaction import Transaction
from tests.obstacles.organisation import MONDAY, YAZD, open_organisation

FIRST, SECOND, THIRD = date(2026, 11, 7), date(2026, 11, 14), date(2026, 11, 21)


@pytest.fixture
async def tx() -> AsyncIterator[Transaction]:
    async with open_organisation() as tx:
        yield tx


async def hand_in(tx: Transaction, week: date, value: int | None, reason: str = "") -> None:
    """Hand in water of Yazd with one answer: a value, else «unchanged» or «no report»."""
    answer = Answer("water_flow", value, "", unchanged=value is None and not reason, reason=reason)
    number = await tx.count("SELECT id FROM programmes WHERE year = 1405")
    await reports.submit(tx, 1, Submission(number, week, YAZD, "AX02", "", "", late=False, answers=(answer,)), MONDAY)


async def last(tx: Transaction, before: date = THIRD) -> tuple[int | None, date] | None:
    found = (await stood_before(tx, await hold_programme(tx, 1405), YAZD, Week(before))).values.get(
        (YAZD, "water_flow")
    )
    return (found.value, found.week) if found else None


async def test_it_is_the_newest_one_that_was_said(tx: Transaction) -> None:
    assert await last(tx) is None
    await hand_in(tx, FIRST, 100)
    await hand_in(tx, SECOND, 120)
    assert await last(tx) == (120, SECOND)
    assert await last(tx, SECOND) == (100, FIRST)


async def test_unchanged_and_no_report_are_passed_over(tx: Transaction) -> None:
    await hand_in(tx, FIRST, 100)
    await hand_in(tx, SECOND, None)
    assert await last(tx) == (100, FIRST)
    await hand_in(tx, SECOND, None, "no_report")
    assert await last(tx) == (100, FIRST)


async def test_what_a_correction_replaced_is_forgotten(tx: Transaction) -> None:
    await hand_in(tx, FIRST, 100)
    await hand_in(tx, SECOND, 1200)
    await hand_in(tx, SECOND, 120)
    assert await last(tx) == (120, SECOND)
    await hand_in(tx, SECOND, None)
    assert await last(tx) == (100, FIRST)
