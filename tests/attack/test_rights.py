"""Whoever loses a role can no longer do what it allowed, in the middle of a conversation either."""

from bot.language.catalogue import t
from tests.attack.acting import ADMIN, CEO, ask, change, come_in, say, tap
from tests.stage import Stage

NOT_YOURS = t("menu.not_yours")
NO_ADMIN = "DELETE FROM duties WHERE role = 'admin'"


async def test_former_admin_cannot_send_the_announcement_that_is_on_the_screen(stage: Stage) -> None:
    ceo, admin = await come_in(stage, CEO), await come_in(stage, ADMIN)
    await say(stage, admin, "اطلاعیهٔ جدید", "آزمون")
    await tap(stage, admin, "پیش‌نمایش و ارسال")
    await change(stage, NO_ADMIN)
    assert await tap(stage, admin, "تأیید و ارسال") == NOT_YOURS
    assert "آزمون" not in ceo.messages[-1].text
    assert ask(stage, "SELECT count(*) FROM announcements") == [(0,)]


async def test_former_admin_cannot_admit_whom_the_card_on_the_screen_is_about(stage: Stage) -> None:
    admin, stranger = await come_in(stage, ADMIN), stage.phone("بیگانه", "bale")
    stranger.start()
    await stage.settle()
    stranger.press_menu("ارسال شمارهٔ من")
    await stage.settle()
    await tap(stage, admin, "پذیرش")
    await change(stage, NO_ADMIN)
    assert await tap(stage, admin, "مدیر ستاد") == NOT_YOURS
    assert ask(stage, "SELECT count(*) FROM people WHERE state = 'asking'") == [(1,)]


async def test_former_ceo_with_an_open_report_is_told_so_and_causes_no_alarm(stage: Stage) -> None:
    ceo = await come_in(stage, CEO)
    await say(stage, ceo, "گزارش این هفته")
    await tap(stage, ceo, "تأمین برق")
    await change(stage, "DELETE FROM duties WHERE role = 'ceo'")
    assert (await say(stage, ceo, "۱۲")).endswith(f"«\u2068۱۲\u2069». {NOT_YOURS}")
    assert ceo.keyboard == [["اطلاعیه‌ها و نظرخواهی‌ها", "راهنما"]]
    ceo.send_document(b"%PDF-1.4", "letter.pdf", caption="آب ۲۴ واحد")
    await stage.settle()
    assert "آب ۲۴ واحد" in ceo.messages[-1].text
    assert ask(stage, "SELECT count(*) FROM inbox WHERE state = 'dead'") == [(0,)]


async def test_suspended_person_can_do_nothing_with_an_old_button(stage: Stage) -> None:
    ceo = await come_in(stage, CEO)
    await say(stage, ceo, "گزارش این هفته")
    await change(stage, "UPDATE people SET state = 'suspended'")
    assert "دسترسی این حساب فعال نیست" in await tap(stage, ceo, "تأمین برق")
    assert ask(stage, "SELECT count(*) FROM drafts") == [(0,)]


async def test_a_duty_behind_more_that_is_gone_meanwhile_opens_nothing(stage: Stage) -> None:
    ceo = await come_in(stage, CEO)
    await say(stage, ceo, t("menu.more"))
    await change(stage, "DELETE FROM duties WHERE role = 'ceo'")
    assert await tap(stage, ceo, t("menu.own_obstacles")) == t("menu.stale")
