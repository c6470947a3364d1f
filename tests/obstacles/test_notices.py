"""The buttons of notices and reminders: good however old, for whom they were sent, while the role lasts."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.language.catalogue import t
from sandbox.phones import Phone
from tests.attack.acting import ask, change, come_in, move, say, tap
from tests.obstacles.organisation import MONDAY
from tests.stage import Stage, open_stage

CEO, DEPUTY = "مدیرعامل یزد", "معاون فنی ستاد"


@dataclass
class Scene:
    """A stage on which Yazd has asked headquarters, and both have their phones."""

    stage: Stage
    ceo: Phone
    deputy: Phone


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    async with open_stage(tmp_path, MONDAY) as stage:
        ceo, deputy = await come_in(stage, CEO), await come_in(stage, DEPUTY, "bale")
        await say(stage, ceo, "/obstacles")
        await tap(stage, ceo, "ثبت مانع تازه", "تأمین برق", "توانیر")
        await say(stage, ceo, "صدور مجوز")
        await tap(stage, ceo, "ثبت مانع")
        yield Scene(stage, ceo, deputy)


async def test_a_reminder_opens_the_obstacle_and_the_answers_notice_the_own_card(scene: Scene) -> None:
    await move(scene.stage, "1405/09/03 08:00")
    await scene.stage.settle()
    assert "در انتظار پذیرش ستاد" in await tap(scene.stage, scene.deputy, "یزد — ۱۴۰۵/۱")
    await tap(scene.stage, scene.deputy, "پاسخ")
    await say(scene.stage, scene.deputy, "در دست پیگیری")
    await say(scene.stage, scene.ceo, "گزارش این هفته")
    assert "در دست پیگیری" in await tap(scene.stage, scene.ceo, "مشاهدهٔ مانع")
    await tap(scene.stage, scene.ceo, "رفع شد", "بله")
    assert "وضعیت: رفع شد" in await tap(scene.stage, scene.deputy, "یزد — ۱۴۰۵/۱")
    assert "موانع باز" not in await tap(scene.stage, scene.deputy, "فهرست موانع")


async def test_a_notice_is_no_key_for_somebody_else_or_for_who_lost_the_role(scene: Scene) -> None:
    await move(scene.stage, "1405/09/03 08:00")
    await scene.stage.settle()
    await change(scene.stage, "UPDATE outbox SET person_id = 1 WHERE kind = 'push'")
    assert await tap(scene.stage, scene.deputy, "یزد — ۱۴۰۵/۱") == t("menu.stale")
    await change(scene.stage, "UPDATE outbox SET person_id = (SELECT person_id FROM duties WHERE role = 'hq_deputy')")
    await change(scene.stage, "UPDATE duties SET role = 'pr' WHERE role = 'hq_deputy'")
    assert await tap(scene.stage, scene.deputy, "یزد — ۱۴۰۵/۱") == t("menu.stale")
    assert await say(scene.stage, scene.deputy, "/hq_obstacles") == t("menu.not_yours")
    await change(scene.stage, "UPDATE people SET state = 'suspended'")
    await tap(scene.stage, scene.deputy, "یزد — ۱۴۰۵/۱")
    assert ask(scene.stage, "SELECT count(*) FROM obstacle_events") == [(1,)]
    assert ask(scene.stage, "SELECT count(*) FROM inbox WHERE state = 'dead'") == [(0,)]


async def test_a_list_that_is_open_when_the_role_is_lost_shows_nothing_more(scene: Scene) -> None:
    await say(scene.stage, scene.deputy, "موانع")
    await change(scene.stage, "UPDATE duties SET role = 'pr' WHERE role = 'hq_deputy'")
    assert await tap(scene.stage, scene.deputy, "یزد — ۱۴۰۵/۱") == t("menu.not_yours")
    await change(scene.stage, "UPDATE duties SET province = 'IR-25' WHERE role = 'ceo' AND province = 'IR-21'")
    assert "دیگر در فهرست شما نیست" in await tap(scene.stage, scene.ceo, "تأمین برق — ۱۴۰۵/۱")
