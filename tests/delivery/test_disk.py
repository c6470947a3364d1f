"""Before the disk is full nothing more is received: what people say waits at the messenger until there is room."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.delivery.disk import DiskRoom
from bot.language.catalogue import t
from handlers.edge import intake
from tests.attack.acting import ADMIN, CEO, ask, come_in
from tests.delivery.by_hand import until
from tests.stage import open_stage

TUESDAY = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
ALL_THERE_IS = 10**18


async def test_what_is_said_while_the_disk_is_nearly_full_waits_at_the_messenger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "DISK_PAUSE", 0.02)
    async with open_stage(tmp_path, TUESDAY) as stage:
        await come_in(stage, ADMIN)
        phone = await come_in(stage, CEO)
        before = ask(stage, "SELECT count(*) FROM inbox")
        stage.service.disk.reserve = ALL_THERE_IS
        phone.say("سلام")  # the polls that are open come to their end
        stage.phone(ADMIN, "bale").start()
        await until(lambda: stage.service.disk.low)
        await asyncio.sleep(0.3)
        heard = ask(stage, "SELECT count(*) FROM inbox")
        for _more in range(3):
            phone.say("گزارش این هفته")
        await asyncio.sleep(0.3)
        assert ask(stage, "SELECT count(*) FROM inbox") == heard > before
        assert stage.service.report()["disk"] == "low"
        stage.service.disk.reserve = 0
        await until(lambda: ask(stage, "SELECT count(*) FROM inbox") >= [(heard[0][0] + 3,)])
        await stage.settle()
        assert "مرور هفتگی" in phone.messages[-1].text
        texts = [text for (text,) in ask(stage, "SELECT text FROM outbox WHERE kind = 'notice'")]
        assert t("delivery.alert_disk") in texts
        assert t("delivery.alert_disk_back") in texts


def test_a_disk_that_cannot_be_asked_is_as_it_was(tmp_path: Path) -> None:
    room = DiskRoom(tmp_path / "nowhere", ALL_THERE_IS)
    assert room.look() is False
    (tmp_path / "nowhere").mkdir()
    assert room.look() is True
