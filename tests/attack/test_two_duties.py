"""A person of two duties: two provinces, or axes of a liaison beside all of a CEO."""

from tests.attack.acting import CEO, ask, change, come_in, say, tap
from tests.stage import Stage

ANOTHER = "INSERT INTO duties (person_id, role, province, axes) SELECT person_id, ?, ?, ? FROM accounts"


async def test_ceo_of_two_provinces_reports_for_both(stage: Stage) -> None:
    ceo = await come_in(stage, CEO)
    await change(stage, ANOTHER, "ceo", "IR-25", "")
    assert "استان یزد" in await say(stage, ceo, "گزارش این هفته")
    assert "استان قم" in await tap(stage, ceo, "استان قم")
    await tap(stage, ceo, "تأمین آب")
    await say(stage, ceo, "۱", "۲", "۳", "ثبت")
    assert "استان یزد: از ۹ محور، ۰ محور" in await say(stage, ceo, "گزارش این هفته")
    assert ask(stage, "SELECT province, state FROM reports") == [("IR-25", "submitted")]


async def test_province_that_is_taken_away_takes_no_answer_for_the_other_one(stage: Stage) -> None:
    ceo = await come_in(stage, CEO)
    await change(stage, ANOTHER, "ceo", "IR-25", "")
    await say(stage, ceo, "گزارش این هفته")
    await tap(stage, ceo, "استان قم", "تأمین آب")
    await change(stage, "DELETE FROM duties WHERE province = 'IR-25'")
    assert "استان یزد: از ۹ محور، ۰ محور" in await say(stage, ceo, "۱۲")
    assert ask(stage, "SELECT count(*) FROM drafts") == [(0,)]


async def test_liaison_of_one_axis_sees_that_one_and_as_a_ceo_too_all(stage: Stage) -> None:
    ceo = await come_in(stage, CEO)
    await change(stage, "UPDATE duties SET role = 'liaison', axes = 'AX02' WHERE role = 'ceo'")
    assert "از ۱ محور، ۰ محور" in await say(stage, ceo, "گزارش این هفته")
    await change(stage, ANOTHER, "ceo", "IR-21", "")
    assert "از ۹ محور، ۰ محور" in await say(stage, ceo, "گزارش این هفته")
