"""A figure over its ceiling may be true: it is asked, kept with a reason, and told to the axis' owner once it is in."""

from collections.abc import AsyncIterator

import pytest

from bot.reporting.cards import ReportState
from storage import reports
from tests.chasing.world import tick
from tests.reviewing.town import FIELDS, WATER, WEEK, YAZD, Actor, Town, open_town

TOLD = "رقم بیش از سقف: تأمین آب"


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    """A town in which nobody has reported yet."""
    async with open_town() as opened:
        yield opened


async def answer(town: Town, name: str = "ceo") -> Actor:
    """Open the water of the week, and write a flow of 650 where 500 is the ceiling."""
    actor: Actor = getattr(town, name)
    await actor.enter("report", ReportState("card", WATER, week=WEEK.key, province=YAZD))
    return await actor.say("650")


async def rest(actor: Actor) -> Actor:
    """Answer what is left of the water, and hand it in."""
    return await (await actor.say("6", "7")).tap("ثبت")


async def reason_of(town: Town, code: str = FIELDS[0]) -> tuple[int | None, str]:
    """Return a value that was handed in, with its reason."""
    report = await reports.get(town.tx, WEEK.saturday, YAZD, WATER)
    assert report
    answers = {each.indicator: each for each in await reports.list_answers(town.tx, report.id, report.revision)}
    return answers[code].value, answers[code].reason


async def test_value_over_the_ceiling_is_offered_beside_its_ceiling_and_asks_for_a_reason(town: Town) -> None:
    ceo = await answer(town)
    assert "۶۵۰ لیتر بر ثانیه بیش از سقف این شاخص (۵۰۰ لیتر بر ثانیه) است" in ceo.text
    await ceo.tap("۶۵۰ لیتر بر ثانیه درست است؛ با دلیل ثبت شود")
    assert "۶۵۰ لیتر بر ثانیه بیش از سقف این شاخص (۵۰۰ لیتر بر ثانیه) است" in ceo.text
    await rest(await ceo.tap("افزایش ظرفیت"))
    assert await reason_of(town) == (6500, "over:افزایش ظرفیت یا اعتبار مصوب")


async def test_reason_may_be_written_and_a_figure_instead_is_another_value(town: Town) -> None:
    ceo = await (await answer(town)).tap("۶۵۰")
    await ceo.say("660")
    assert "۶۶۰ لیتر بر ثانیه بیش از سقف" in ceo.text
    await (await ceo.tap("۶۶۰")).say("چاه تازه به بهره‌برداری رسید")
    await rest(ceo)
    assert await reason_of(town) == (6600, "over:چاه تازه به بهره‌برداری رسید")


async def test_nothing_over_the_ceiling_is_handed_in_without_its_reason(town: Town) -> None:
    ceo = await (await answer(town)).tap("۶۵۰")
    await ceo.tap("بازگشت")
    await rest(ceo)
    assert await town.state() == ""
    assert "دلیل" in ceo.text
    await (await ceo.tap("سقف این شاخص")).tap("ثبت")
    assert await town.state() == "submitted"


async def test_owner_hears_once_of_the_figure_and_its_reason_and_sees_it_on_the_card(town: Town) -> None:
    await rest(await (await answer(town)).tap("۶۵۰", "افزایش ظرفیت"))
    for _ in range(2):
        await tick(town.tx, town.now)
    assert (await town.heard("owner")).count(TOLD) == 1
    assert TOLD not in await town.heard("stranger")
    assert "افزایش ظرفیت یا اعتبار مصوب" in (await town.owner.review()).text


async def test_same_figure_in_a_correction_of_another_is_no_news(town: Town) -> None:
    ceo = await rest(await (await answer(town)).tap("۶۵۰", "افزایش ظرفیت"))
    await tick(town.tx, town.now)
    await ceo.enter("report", ReportState("card", WATER, week=WEEK.key, province=YAZD))
    await (await (await ceo.tap("۳)")).say("8")).tap("ثبت اصلاحیه", "اشتباه")
    await tick(town.tx, town.now)
    assert (await reason_of(town, FIELDS[2]))[0] == 8
    assert (await town.heard("owner")).count(TOLD) == 1


async def test_owner_hears_of_a_colleagues_figure_once_it_is_signed(town: Town) -> None:
    await rest(await (await answer(town, "liaison")).tap("۶۵۰", "افزایش ظرفیت"))
    await tick(town.tx, town.now)
    assert TOLD not in await town.heard("owner")
    await town.sign()
    await tick(town.tx, town.now)
    assert (await town.heard("owner")).count(TOLD) == 1


async def test_reason_that_is_too_long_is_asked_again(town: Town) -> None:
    ceo = await (await (await answer(town)).tap("۶۵۰")).say("چون " * 100)
    assert "۳۰۰ نویسه" in ceo.text
    assert "افزایش ظرفیت یا اعتبار مصوب" in ceo.labels
