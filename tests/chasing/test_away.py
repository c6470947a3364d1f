"""Six hours without the messenger, then back: no storm, and reports are judged by the date of the message."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.phones import Phone
from tests.attack.acting import ask, come_in, move, say, tap
from tests.chasing.world import tehran
from tests.stage import Stage, open_stage

CEOS = ("مدیرعامل یزد", "مدیرعامل قم", "مدیرعامل فارس")
CALLS = ("باز شد", "یادآوری", "دریافت نشده است")


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, tehran("1405/09/02 08:30")) as opened:
        yield opened


def calls(phone: Phone, after: int) -> list[str]:
    """Return the headings of what called a person since so many messages."""
    shown = [message.text.splitlines()[1] for message in phone.history[after:] if "سلام" in message.text]
    return [line for line in shown if any(call in line for call in CALLS)]


async def come_back(stage: Stage) -> None:
    """Let the messengers be there again."""
    stage.away.clear()
    await stage.restart()


async def open_water(stage: Stage, phone: Phone) -> None:
    """Answer everything on an axis but its «ثبت»."""
    await say(stage, phone, "گزارش این هفته")
    await tap(stage, phone, "تأمین آب")
    await say(stage, phone, "۱", "۲", "۳")


async def test_six_hours_without_the_messenger_bring_no_storm(stage: Stage) -> None:
    phones = [await come_in(stage, name) for name in CEOS]
    await move(stage, "1405/09/03 10:00")
    for phone in phones[:2]:
        await open_water(stage, phone)
    await move(stage, "1405/09/04 08:00")
    before = [len(phone.history) for phone in phones]
    stage.away |= {"telegram", "bale"}
    for moment, who in (("08:30", ()), ("11:30", ()), ("12:50", phones[:1]), ("13:10", phones[1:2])):
        await move(stage, f"1405/09/04 {moment}")
        for one in who:
            one.say("ثبت")
    await move(stage, "1405/09/04 14:00")
    await come_back(stage)
    assert [calls(phone, number) for phone, number in zip(phones, before, strict=True)] == [[], [], []]
    assert ask(stage, "SELECT late FROM reports ORDER BY id") == [(0,), (1,)]
    await move(stage, "1405/09/07 08:30")
    assert [len(calls(phone, number)) for phone, number in zip(phones, before, strict=True)] == [1, 1, 1]


async def test_back_before_the_deadline_everybody_gets_the_newest_reminder_alone(stage: Stage) -> None:
    phones = [await come_in(stage, name) for name in CEOS]
    before = [len(phone.history) for phone in phones]
    stage.away |= {"telegram", "bale"}
    for moment in ("02 09:00", "04 08:30", "04 11:30", "04 12:00"):
        await move(stage, f"1405/09/{moment}")
    await come_back(stage)
    assert [calls(phone, number) for phone, number in zip(phones, before, strict=True)] == [
        ["آخرین یادآوری گزارش هفتگی پیش از پایان مهلت"]
    ] * 3
    assert ask(stage, "SELECT platform FROM outages GROUP BY platform") == [("bale",), ("telegram",)]
