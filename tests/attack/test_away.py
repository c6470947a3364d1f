"""A messenger that is away is told of on the other one, also when it was away from the start."""

from datetime import timedelta

import pytest

from handlers import platform
from tests.attack.acting import ADMIN, ask, come_in
from tests.delivery.by_hand import until
from tests.stage import Stage

AWAY = "SELECT platform FROM outbox WHERE kind = 'notice' AND text <> '' ORDER BY id"


async def admin_on_both(stage: Stage) -> None:
    """Let the admin in on both messengers, last on Bale."""
    await come_in(stage, ADMIN)
    stage.clock.move_to(stage.clock.now() + timedelta(minutes=1))
    stage.phone(ADMIN, "bale").start()
    await stage.settle()
    stage.phone(ADMIN, "bale").press_menu("ارسال شمارهٔ من")
    await stage.settle()


async def test_admins_hear_of_a_messenger_that_is_away_on_the_other_one(stage: Stage) -> None:
    await admin_on_both(stage)
    await stage.service.platforms["bale"].intake._receiver.note_failures("bale", 8, "HTTP 502")
    await stage.settle()
    assert ask(stage, AWAY) == [("telegram",)]


async def test_admins_hear_of_a_messenger_that_is_away_from_the_start(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await admin_on_both(stage)
    monkeypatch.setattr(platform, "LONGEST_PAUSE", 0.0)
    await stage.drop()
    stage.away.add("bale")
    await stage.start()
    await until(lambda: ask(stage, AWAY))
    assert ask(stage, AWAY) == [("telegram",)]
