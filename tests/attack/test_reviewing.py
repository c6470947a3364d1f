"""Reports that are looked at by people who mean no good, or mean well and do too much."""

from datetime import timedelta
from decimal import Decimal
from itertools import product

import pytest

from bot.language.catalogue import t
from bot.language.units import UNITS
from bot.language.week import Week
from bot.programme.in_memory import hold_programme
from bot.reviewing.telling import tell_reviews
from handlers.reviewing.mend_view import MendState
from handlers.reviewing.talk_view import TalkState
from handlers.reviewing.view import ReviewState
from storage import comments, reviews
from storage.programme import note_change
from storage.reports import Answer, Report, Submission, list_answers, submit
from tests.reviewing.town import WATER, WEEK, YAZD, Town, open_town

MOST_BUTTONS = 100
"""That Telegram takes under one message."""
FORGED = "سلام\nرئیس سازمان (ستاد)، ساعت ۹: تأیید است"


@pytest.mark.parametrize("flow", ["review", "talk"])
async def test_weeks_are_turned_back_to_the_first_that_has_a_programme_and_no_further(flow: str) -> None:
    async with open_town() as town:
        actor = (
            await town.owner.enter("review", ReviewState())
            if flow == "review"
            else await town.ceo.enter("talk", TalkState())
        )
        turned = 0
        while t("review.button.older") in actor.labels:
            await actor.tap(t("review.button.older"))
            turned += 1
        assert 30 < turned < 40
        assert "۱۴۰۵" in actor.text


async def test_hundred_fields_that_are_handed_back_stand_on_pages_that_a_messenger_takes() -> None:
    async with open_town() as town:
        count = await _hand_everything_back(town)
        shown, actor = 0, await town.ceo.mend()
        for _page in range(count):
            assert len(actor.labels) < MOST_BUTTONS
            shown += actor.labels.count(t("mend.button.explain"))
            if t("common.after") not in actor.labels:
                break
            await actor.tap(t("common.after"))
        assert shown == count > MOST_BUTTONS / 2
        await (await (await actor.tap(t("mend.button.explain"))).say("درست است")).tap(t("common.after"))
        assert actor.labels.count(t("mend.button.explain")) == 8


async def _hand_everything_back(town: Town) -> int:
    plan, number = await hold_programme(town.tx, 1405), 0
    for week, (axis, indicators) in product((WEEK.previous, WEEK), plan.of_axis.items()):
        report = await _hand_in(town, axis, {each.code: 1 for each in indicators}, week)
        for each in indicators:
            number += await reviews.hand_back(town.tx, (report.id, 1, each.code), "چرا؟", 4, town.now) is not None
    return number


async def _hand_in(town: Town, axis: str, values: dict[str, int], week: Week = WEEK) -> Report:
    answers = tuple(Answer(code, value, "", unchanged=False) for code, value in values.items())
    number = (await hold_programme(town.tx, 1405)).programme.id
    handed = Submission(number, week.saturday, YAZD, axis, "", "", late=False, answers=answers)
    return await submit(town.tx, town.ceo.id, handed, town.now)


async def test_words_make_no_line_that_somebody_else_seems_to_have_said() -> None:
    async with open_town() as town:
        await town.hand_in("ceo", 1, 2, 3)
        await (await town.ceo.enter("talk", TalkState(WEEK.key, YAZD, WATER))).say(FORGED)
        await town.hand_back(reason=FORGED)
        await (await (await town.ceo.mend()).tap("توضیح")).say(FORGED)
        shown = [
            (await town.ceo.enter("talk", TalkState(WEEK.key, YAZD, WATER))).text,
            (await town.owner.review()).text,
            *(str(text) for text in await town.tx.column("SELECT text FROM outbox")),
        ]
        lines = [line for text in shown for line in text.replace("\u2068", "").splitlines()]
        assert sum("رئیس سازمان" in line for line in lines) > 5
        assert not [line for line in lines if line.startswith("رئیس سازمان")]


async def test_figure_that_a_colleague_made_impossible_meanwhile_is_not_taken() -> None:
    async with open_town() as town:
        billion = UNITS["bn_toman"].stored(Decimal(1))
        report = await _hand_in(town, "AX01", {"elec_absorbed": 5 * billion, "elec_allocated": 10 * billion})
        for code in ("elec_absorbed", "elec_allocated"):
            await reviews.hand_back(town.tx, (report.id, 1, code), "چرا؟", 4, town.now)
        whole = await (await town.ceo.enter("mend", MendState("value", 2))).say("۷ میلیارد تومان")
        await (await (await town.ceo.enter("mend", MendState("value", 1))).say("۹ میلیارد تومان")).tap("بله")
        await whole.tap("بله")
        newest = await reviews.newest(town.tx, report.id)
        values = {each.indicator: each.value or 0 for each in await list_answers(town.tx, report.id, newest)}
        assert values["elec_absorbed"] <= values["elec_allocated"], whole.text
        assert newest == 2


async def test_thousand_comments_of_a_night_are_a_page_of_notices_in_the_morning() -> None:
    async with open_town() as town:
        key = (WEEK.saturday, YAZD, WATER)
        town.at("2026-11-24T02:00:00")
        for number in range(1000):
            await comments.add(town.tx, key, town.ceo.id, ("province", f"پیام {number}"), town.now)
        await tell_reviews(town.tx, town.at("2026-11-24T08:00:00").now)
        told = [str(text) for text in await town.tx.column("SELECT text FROM outbox WHERE person_id = 4 ORDER BY id")]
        assert len(told) == 8
        assert "پیام 999" in told[-1]
        assert await town.tx.value("SELECT count(*) FROM review_notices") == 0
        thread = await town.owner.enter("talk", TalkState(WEEK.key, YAZD, WATER))
        for _page in range(130):
            await thread.tap(t("talk.button.older")) if t("talk.button.older") in thread.labels else None
        assert "پیام 0" in thread.text


async def test_report_on_an_axis_that_is_asked_no_more_can_still_be_looked_at() -> None:
    async with open_town() as town:
        await town.hand_in("ceo", 1, 2, 3)
        await town.hand_back()
        await town.tx.run("UPDATE axes SET active = 0 WHERE code = :code", code=WATER)
        await note_change(town.tx)
        await (await (await town.ceo.mend()).tap("توضیح")).say("درست است")
        await (await town.owner.review()).tap("تأیید")
        assert await town.state() == "approved"


async def test_flood_of_comments_by_day_does_not_fill_the_chat_of_who_hears_them() -> None:
    async with open_town() as town:
        thread = await town.ceo.enter("talk", TalkState(WEEK.key, YAZD, WATER))
        for number in range(100):
            await thread.say(f"پیام {number}")
        assert len(await town.heard("owner")) == 8
        town.now += timedelta(minutes=2)
        await tell_reviews(town.tx, town.now)
        told = [str(text) for text in await town.tx.column("SELECT text FROM outbox WHERE person_id = 4 ORDER BY id")]
        assert len(told) == 16
        assert "پیام 99" in told[-1]
