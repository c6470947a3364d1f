"""What is asked of headquarters itself is asked of the axis' owner, as a unit beside the 31 provinces."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.attack.acting import CEO, ask, change, come_in, say, tap
from tests.stage import Stage, open_stage

OWNER = "معاون فنی ستاد"
TUESDAY = datetime(2026, 12, 15, 6, 0, tzinfo=UTC)  # 24 Azar 1405, in the last week of its month


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, TUESDAY) as opened:
        yield opened


async def test_owner_of_an_axis_reports_its_stage_for_headquarters(stage: Stage) -> None:
    await change(stage, "UPDATE duties SET axes = 'AX01;AX11' WHERE role = 'hq_deputy'")
    owner = await come_in(stage, OWNER)
    assert "ستاد: از ۱ محور، ۰ محور" in await say(stage, owner, "گزارش این هفته")
    card = await tap(stage, owner, "سامانهٔ B2B")
    assert "مرحلهٔ راه‌اندازی (ستاد)" in card
    assert "واحدهای ثبت‌نام‌شده" not in card
    await tap(stage, owner, "طراحی")
    assert "ثبت شد: سامانهٔ B2B" in await say(stage, owner, "ثبت")
    assert ask(stage, "SELECT province, axis FROM reports") == [("HQ", "AX11")]


async def test_owner_without_such_an_axis_is_asked_nothing_and_a_ceo_only_the_own_side(stage: Stage) -> None:
    owner = await come_in(stage, OWNER)
    assert "گزارش این هفته" not in [label for row in owner.keyboard for label in row]
    assert "این بخش برای سمت شما فعال نیست" in await say(stage, owner, "/report")
    ceo = await come_in(stage, CEO)
    await say(stage, ceo, "گزارش این هفته")
    await tap(stage, ceo, ceo.messages[-1].labels[-2])  # all that is left
    card = await tap(stage, ceo, "سامانهٔ B2B")
    assert "واحدهای ثبت‌نام‌شده" in card
    assert "ستاد)" not in card
