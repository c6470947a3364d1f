"""A chat has one card whose buttons live: what it was before is changed in place or taken away."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.language.catalogue import t
from sandbox.chats import Shown
from sandbox.phones import Phone
from tests.attack.acting import ask, come_in, say, tap
from tests.stage import Stage, open_stage

TUESDAY = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
PLATFORMS = pytest.mark.parametrize("platform", ["telegram", "bale"])


def cards(phone: Phone) -> list[str]:
    """Return the texts of the messages that are still there with buttons, without those that the clock sent."""
    return [
        shown.text
        for shown in phone.messages
        if shown.buttons and not shown.deleted and "گزارش هفتگی" not in shown.text
    ]


def with_buttons(phone: Phone) -> list[Shown]:
    """Return the messages that are still there with buttons, whoever sent them."""
    return [shown for shown in phone.messages if shown.buttons and not shown.deleted]


async def at_card(stage: Stage, platform: str) -> Phone:
    """Bring a CEO before the card of the water."""
    phone = await come_in(stage, "مدیرعامل یزد", platform)
    await say(stage, phone, "/report")
    await tap(stage, phone, "تأمین آب")
    return phone


@PLATFORMS
async def test_after_every_answer_one_card_is_left(platform: str, tmp_path: Path) -> None:
    async with open_stage(tmp_path, TUESDAY) as stage:
        phone = await at_card(stage, platform)
        for text in ("۲۳", "۱۲", "سلام", "تأمین برق", t("menu.look")):
            await say(stage, phone, text)
            assert len(cards(phone)) == 1, text
        await tap(stage, phone, "پایان")
        assert cards(phone) == []
        assert ask(stage, "SELECT count(*) FROM outbox WHERE state IN ('failed', 'unknown')") == [(0,)]


@PLATFORMS
async def test_a_card_that_cannot_be_deleted_any_more_loses_its_buttons(platform: str, tmp_path: Path) -> None:
    async with open_stage(tmp_path, TUESDAY) as stage:
        stage.messenger.bots[platform].switches.edits = True
        phone = await at_card(stage, platform)
        old = phone.messages[-1]
        stage.clock.advance(timedelta(days=3).total_seconds())
        await stage.restart()
        await say(stage, phone, "/report")
        await stage.settle()
        assert (old.deleted, old.buttons) == (False, [])
        assert len(cards(phone)) == 1
        assert "alert" not in "".join(text for (text,) in ask(stage, "SELECT kind FROM outbox"))


@PLATFORMS
async def test_two_answers_at_once_leave_one_card(platform: str, tmp_path: Path) -> None:
    async with open_stage(tmp_path, TUESDAY) as stage:
        phone = await at_card(stage, platform)
        for text in ("۲۳", "۱۲", "۳"):
            phone.say(text)
        await stage.settle()
        assert len(cards(phone)) == 1
        assert all(number in phone.messages[-1].text for number in ("۲۳", "۱۲", "۳"))


async def test_who_goes_on_on_the_other_messenger_leaves_no_card_behind(tmp_path: Path) -> None:
    async with open_stage(tmp_path, TUESDAY) as stage:
        first = await at_card(stage, "telegram")
        second = stage.phone("مدیرعامل یزد", "bale")
        second.start()
        await stage.settle()
        second.press_menu("ارسال شمارهٔ من")
        await stage.settle()
        await say(stage, second, "/report")
        assert cards(first) == []
        assert len(cards(second)) == 1


async def test_who_hands_the_post_over_and_who_takes_it_keep_no_card(tmp_path: Path) -> None:
    async with open_stage(tmp_path, TUESDAY) as stage:
        phone = await at_card(stage, "telegram")
        await stage.join("مدیرعامل تازهٔ یزد", "liaison", "IR-21", "AX01")
        await stage.hand_over("مدیرعامل یزد", "مدیرعامل تازهٔ یزد")
        await stage.restart()
        await stage.settle()
        assert cards(phone) == []


@PLATFORMS
async def test_the_reminder_that_led_to_the_report_is_taken_away(platform: str, tmp_path: Path) -> None:
    async with open_stage(tmp_path, TUESDAY) as stage:
        phone = await come_in(stage, "مدیرعامل یزد", platform)
        stage.clock.advance(timedelta(days=1).total_seconds())
        await stage.restart()
        await stage.settle()
        reminder = phone.messages[-1]
        await tap(stage, phone, "تکمیل گزارش")
        assert reminder.deleted
        assert len([shown for shown in phone.messages if shown.buttons and not shown.deleted]) == 1


@PLATFORMS
async def test_a_reminder_takes_the_place_of_a_card_and_leads_back_to_it(platform: str, tmp_path: Path) -> None:
    async with open_stage(tmp_path, TUESDAY) as stage:
        phone = await at_card(stage, platform)
        await say(stage, phone, "۲۳")
        for hours in (23, 3):  # the reminder, then the last one
            stage.clock.advance(timedelta(hours=hours).total_seconds())
            await stage.restart()
            assert [shown.labels[0] for shown in with_buttons(phone)] == ["تکمیل گزارش"]
        await tap(stage, phone, t("common.resume"))
        assert len(with_buttons(phone)) == 1
        assert "واحدهای برخوردارشده از آب" in with_buttons(phone)[0].text


@PLATFORMS
async def test_what_is_typed_under_a_reminder_answers_the_card_that_is_open(platform: str, tmp_path: Path) -> None:
    async with open_stage(tmp_path, TUESDAY) as stage:
        phone = await at_card(stage, platform)
        stage.clock.advance(timedelta(days=1).total_seconds())
        await stage.restart()
        await say(stage, phone, "۲۳")
        assert [shown.text.split("\n")[0] for shown in with_buttons(phone)] == [
            "ثبت موقت: آب تأمین‌شده، ۲۳ لیتر بر ثانیه (بیست و سه لیتر بر ثانیه)"
        ]


@PLATFORMS
async def test_a_wish_to_be_reminded_later_leads_back_to_the_card_too(platform: str, tmp_path: Path) -> None:
    async with open_stage(tmp_path, TUESDAY) as stage:
        phone = await at_card(stage, platform)
        stage.clock.advance(timedelta(days=1).total_seconds())
        await stage.restart()
        await tap(stage, phone, "یادآوری کنید: یک ساعت دیگر")
        assert [shown.labels[-1] for shown in with_buttons(phone)] == [t("common.resume")]
        await tap(stage, phone, t("common.resume"))
        assert ["آب تأمین‌شده" in shown.text for shown in with_buttons(phone)] == [True]
