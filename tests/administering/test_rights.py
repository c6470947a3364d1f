"""Who is no admin gets none of it: not by word, not by command, not with the buttons of one who is or was."""

import pytest

from bot.language.catalogue import t
from sandbox.said import put_press
from tests.attack.acting import ADMIN, CEO, ask, change, come_in, say, tap
from tests.stage import Stage

NOT_YOURS = t("menu.not_yours")
NO_ADMIN = "DELETE FROM duties WHERE role = 'admin'"
NOTHING = "SELECT (SELECT count(*) FROM admin_changes) + (SELECT count(*) FROM errands WHERE kind LIKE 'admin%')"

KEPT = """SELECT (SELECT count(*) FROM schedules) + (SELECT count(*) FROM thursdays) + (SELECT count(*) FROM estates)
               + (SELECT count(*) FROM admin_changes)"""
ROOMS = {
    "برنامهٔ هفته": ("* مهلت", "سه‌شنبه ۱۲", "* تغییرهای تأییدنشده (۱)"),
    "پنجشنبه‌های کاری": ("یزد", "* تغییرهای تأییدنشده (۱)"),
    "شهرک‌ها": ("یزد", "* افزودن شهرک", "شهرک تفت", "* فعلاً بدون مدیر"),
}
"""The way to a change that waits for its tap: buttons («*») and words."""


async def test_word_and_command_are_for_admins_alone(stage: Stage) -> None:
    ceo = await come_in(stage, CEO)
    assert await say(stage, ceo, "راهبری سامانه") == NOT_YOURS
    assert await say(stage, ceo, "/admin") == NOT_YOURS
    assert "راهبری سامانه" not in [label for row in ceo.keyboard for label in row]


async def test_former_admin_confirms_nothing_and_gets_no_workbook(stage: Stage) -> None:
    admin = await come_in(stage, ADMIN)
    await say(stage, admin, "راهبری سامانه")
    await tap(stage, admin, "افراد")
    await say(stage, admin, "مدیرعامل یزد")
    await tap(stage, admin, "غیرفعال کردن")
    await change(stage, NO_ADMIN)
    assert await tap(stage, admin, "تأیید") == NOT_YOURS
    assert ask(stage, NOTHING) == [(0,)]
    assert ask(stage, "SELECT count(*) FROM people WHERE state = 'suspended'") == [(0,)]


async def test_buttons_of_an_admin_do_nothing_for_another_person(stage: Stage) -> None:
    admin, ceo = await come_in(stage, ADMIN), await come_in(stage, CEO)
    await say(stage, admin, "راهبری سامانه")
    await tap(stage, admin, "افراد")
    await say(stage, admin, "مدیرعامل یزد")
    await tap(stage, admin, "غیرفعال کردن")
    shown = admin.messages[-1]
    data = next(button.data for row in shown.buttons for button in row if button.label == "تأیید")
    assert data
    put_press(ceo.bot, ceo.chat, ceo.user, ceo.messages[-1], data)
    await stage.settle()
    assert ask(stage, NOTHING) == [(0,)]
    assert ask(stage, "SELECT flow FROM conversations ORDER BY flow DESC LIMIT 1") == [("admin_people",)]


@pytest.mark.parametrize("room", ROOMS)
async def test_change_that_waits_is_made_by_no_former_admin_and_nobody_else(stage: Stage, room: str) -> None:
    admin, ceo = await come_in(stage, ADMIN), await come_in(stage, CEO)
    await say(stage, admin, "راهبری سامانه")
    await tap(stage, admin, room)
    for act in ROOMS[room]:
        await (tap(stage, admin, act[2:]) if act.startswith("* ") else say(stage, admin, act))
    shown = admin.messages[-1]
    data = next(button.data for row in shown.buttons for button in row if button.label == "تأیید")
    assert data
    put_press(ceo.bot, ceo.chat, ceo.user, shown, data)
    await stage.settle()
    assert (await say(stage, ceo, room)).count(room) <= 1  # it is said to be unread
    assert ask(stage, KEPT) == [(0,)]
    await change(stage, NO_ADMIN)
    assert await tap(stage, admin, "تأیید") == NOT_YOURS
    assert ask(stage, KEPT) == [(0,)]
