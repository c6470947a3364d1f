"""Help is read in the turn: whoever loses a role loses its chapters, on old messages too."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.language.catalogue import t
from tests.attack.acting import ADMIN, CEO, ask, change, come_in, say, tap
from tests.stage import Stage, open_stage

MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, MONDAY) as opened:
        yield opened


async def test_former_admin_who_is_a_ceo_now_reads_the_book_of_a_ceo(stage: Stage) -> None:
    admin = await come_in(stage, ADMIN)
    await say(stage, admin, "راهنما")
    await change(stage, "UPDATE duties SET role = 'ceo', province = 'IR-21' WHERE role = 'admin'")
    shown = await tap(stage, admin, "تقویم رسمی")
    assert "راهنمای مدیرعامل" in shown
    assert "تقویم" not in "".join(admin.messages[-1].labels)
    assert "اعلام تعطیلی" not in shown


async def test_former_admin_is_sent_no_book_that_was_offered_before(stage: Stage) -> None:
    admin = await come_in(stage, ADMIN)
    await say(stage, admin, "راهنما")
    await tap(stage, admin, "کتابچه‌ها به‌صورت «PDF»")
    await change(stage, "UPDATE duties SET role = 'observer' WHERE role = 'admin'")
    await tap(stage, admin, "راهنمای راهبر سامانه")
    assert not any(shown.file for shown in admin.messages)
    assert ask(stage, "SELECT count(*) FROM errands WHERE kind = 'handbook' AND state = 'waiting'") == [(0,)]


async def test_somebody_without_any_duty_is_told_so(stage: Stage) -> None:
    ceo = await come_in(stage, CEO)
    await change(stage, "DELETE FROM duties WHERE role = 'ceo'")
    assert await say(stage, ceo, "راهنما") == t("handbook.nothing")


async def test_a_page_that_was_open_is_not_gone_back_to_without_its_role(stage: Stage) -> None:
    admin = await come_in(stage, ADMIN)
    await say(stage, admin, "راهبری سامانه", "راهنما")
    await change(stage, "UPDATE duties SET role = 'observer' WHERE role = 'admin'")
    assert t("common.resume") not in await tap(stage, admin, t("common.resume"))
    assert admin.messages[-1].text == t("menu.stale")
