"""Who is not on the roster asks, and one admin decides, once."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.language.catalogue import t
from tests.attack.acting import ADMIN, ask, come_in, say, tap
from tests.chasing.world import tehran
from tests.stage import Stage, open_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, tehran("1405/09/02 10:00")) as opened:
        yield opened


async def test_who_is_refused_is_told_once_and_the_trail_says_who_did_it(stage: Stage) -> None:
    admin = await come_in(stage, ADMIN)
    stranger = stage.phone("ناشناس", "telegram")
    await say(stage, stranger, "/start")
    stranger.press_menu(t("people.button.phone"))
    await stage.settle()
    assert await tap(stage, admin, t("people.button.refuse")) == t("people.refused", name="کاربر")
    assert stranger.messages[-1].text == t("people.not_admitted")
    assert await tap(stage, admin, t("people.button.accept")) == t("people.decided")
    found = ask(stage, "SELECT actor LIKE 'person:%', action FROM audit WHERE action LIKE 'admission%'")
    assert found == [(1, "admission.refuse")]
    assert ask(stage, "SELECT state FROM people ORDER BY id DESC LIMIT 1") == [("refused",)]
