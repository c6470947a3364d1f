"""A conversation that was left open when its week was locked does not go on in the next one."""

from tests.attack.acting import CEO, ask, come_in, move, say, tap
from tests.stage import Stage

LIST = "مرور هفتگی: هفتهٔ منتهی به چهارشنبه ۱۱ آذر ۱۴۰۵"


async def open_electricity(stage: Stage) -> None:
    ceo = await come_in(stage, CEO)
    await say(stage, ceo, "گزارش این هفته")
    await tap(stage, ceo, "تأمین برق")
    await say(stage, ceo, "۱۲", "۱۱", "۵")


async def test_order_to_submit_at_last_weeks_receipt_gives_no_receipt_for_this_week(stage: Stage) -> None:
    await open_electricity(stage)
    ceo = stage.phone(CEO, "telegram")
    assert "ثبت شد" in await say(stage, ceo, "۴۰", "ثبت")
    await move(stage, "1405/09/08 10:00")
    shown = await say(stage, ceo, "ثبت محور جاری")
    assert "ثبت شد:" not in shown
    assert LIST in shown
    assert ask(stage, "SELECT count(*) FROM reports") == [(1,)]


async def test_number_for_a_card_of_a_locked_week_is_not_taken_as_another_answer(stage: Stage) -> None:
    await open_electricity(stage)
    await move(stage, "1405/09/07 13:00")
    ceo = stage.phone(CEO, "telegram")
    assert LIST in await say(stage, ceo, "۴۰")
    assert ask(stage, "SELECT count(*) FROM drafts WHERE week = '2026-11-28'") == [(0,)]


async def test_button_of_a_card_of_a_locked_week_changes_nothing_in_the_next_one(stage: Stage) -> None:
    await open_electricity(stage)
    ceo = stage.phone(CEO, "telegram")
    await tap(stage, ceo, "جزئیات", "وضعیت")
    await move(stage, "1405/09/07 13:00")
    assert LIST in await tap(stage, ceo, "طبق برنامه")
    assert ask(stage, "SELECT count(*) FROM drafts WHERE week = '2026-11-28'") == [(0,)]


async def test_message_that_was_written_before_the_lock_counts_for_its_week_though_it_is_read_after(
    stage: Stage,
) -> None:
    await open_electricity(stage)
    ceo = stage.phone(CEO, "telegram")
    await say(stage, ceo, "۴۰")
    await stage.drop()
    stage.clock.move_to(stage.clock.now().replace(day=28, hour=9, minute=29))  # Saturday, a minute before the lock
    ceo.say("ثبت")
    stage.clock.move_to(stage.clock.now().replace(hour=11))
    await stage.start()
    await stage.settle()
    assert "با تأخیر ثبت شد" in ceo.messages[-1].text
    assert ask(stage, "SELECT week, late FROM reports") == [("2026-11-21", 1)]
