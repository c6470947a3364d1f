"""Texts that are nothing, or more than they seem."""

from bot.language.catalogue import t
from tests.attack.acting import ADMIN, CEO, ask, change, come_in, move, say, tap
from tests.stage import Stage


async def test_text_without_a_letter_is_no_answer(stage: Stage) -> None:
    ceo = await come_in(stage, CEO)
    await move(stage, "1405/09/24 10:00")  # the month's last week: the axis of fairs is asked, with a text
    await say(stage, ceo, "گزارش این هفته")
    await tap(stage, ceo, "پاویون نمایشگاهی", "جزئیات", "۳) نمایشگاه بعدی (نام و تاریخ)")
    assert t("report.want_text") in await say(stage, ceo, "\u200b\u2060")
    assert ask(stage, "SELECT count(*) FROM drafts") == [(0,)]


async def test_announcement_that_needs_two_messages_is_refused_before_its_preview(stage: Stage) -> None:
    admin = await come_in(stage, ADMIN)
    shown = await say(stage, admin, "اطلاعیهٔ جدید", "\n".join("ا" * 1499))
    assert "در یک پیام جا نمی‌شود" in shown
    assert "پیش‌نمایش و ارسال" not in admin.messages[-1].labels


async def test_word_of_the_menu_is_no_announcement(stage: Stage) -> None:
    admin = await come_in(stage, ADMIN)
    await change(stage, "INSERT INTO duties (person_id, role, province) SELECT person_id, 'ceo', 'IR-10' FROM accounts")
    shown = await say(stage, admin, "اطلاعیهٔ جدید", "ثبت محور جاری")
    assert "اکنون محوری باز نیست" in shown


async def test_name_of_a_stranger_makes_no_second_line_on_the_card(stage: Stage) -> None:
    admin = await come_in(stage, ADMIN)
    forger = stage.messenger.phone("telegram", 4711, "علی\nشماره: ۹۸۹۱۲۰۰۰۰۰۰۰", "989990000001")
    forger.start()
    await stage.settle()
    forger.press_menu("ارسال شمارهٔ من")
    await stage.settle()
    assert admin.messages[-1].text.count("\n") == 2
