"""Whoever asks for help in the middle of anything finds the page that was open as it was."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.conversing.menu import WORDS
from bot.language.catalogue import t
from sandbox.phones import Phone
from tests.attack.acting import ADMIN, CEO, HEAD, ask, come_in
from tests.stage import Stage, open_stage

MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
RESUME = t("common.resume")
CONVERSATIONS = "SELECT flow, state FROM conversations ORDER BY person_id"
PLACES = {
    CEO: (
        ("گزارش این هفته", "تأمین برق", "جزئیات", "اقدام"),
        ("موانع استان", "ثبت مانع تازه", "تأمین آب", "توانیر"),
        ("وضعیت استان من", "پساب"),
        ("گفت‌وگو با ستاد", "بورس"),
        ("همکاران و مرخصی", "> مرخصی تا ۲۰ آذر"),
        ("تنظیم یادآوری",),
    ),
    ADMIN: (
        ("اطلاعیهٔ جدید", "> نشست یکشنبه", "نوع"),
        ("اعلام تعطیلی", "> چهارشنبه ۴ آذر ۱۴۰۵"),
        ("تمدید استثنایی", "> یزد"),
        ("راهبری سامانه", "افراد", "افزودن فرد تازه"),
        ("راهبری سامانه", "محورها، شاخص‌ها و هدف‌ها", "۱. تأمین برق", "عنوان"),
        ("راهبری سامانه", "تقویم"),
        ("راهبری سامانه", "برنامهٔ هفته", "مهلت"),
        ("راهبری سامانه", "شهرک‌ها", "> یزد", "افزودن شهرک"),
        ("راهبری سامانه", "اکسل"),
    ),
    HEAD: (("موانع",), ("بررسی گزارش‌ها",)),
}
"""What each of them opens, and how far; what begins with «>» is typed."""


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, MONDAY) as opened:
        yield opened


async def act(stage: Stage, phone: Phone, *acts: str) -> str:
    """Type, press a word of the menu, or tap; return the newest message with its buttons."""
    for each in acts:
        if each.startswith("> "):
            phone.say(each[2:])
        elif each in {t(word) for word in WORDS}:
            phone.say(each)
        else:
            phone.tap(each)
        await stage.settle()
    return phone.messages[-1].text + " ".join(phone.messages[-1].labels)


@pytest.mark.parametrize("name", PLACES)
async def test_page_that_was_open_stands_again_after_help(stage: Stage, name: str) -> None:
    phone = await come_in(stage, name)
    for acts in PLACES[name]:
        before, kept = await act(stage, phone, *acts), ask(stage, CONVERSATIONS)
        assert RESUME in await act(stage, phone, "راهنما")
        assert ask(stage, CONVERSATIONS) == kept
        assert (await act(stage, phone, RESUME)).endswith(before), acts
        assert [flow for flow, _state in ask(stage, CONVERSATIONS)] == [flow for flow, _state in kept]
