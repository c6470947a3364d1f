"""What headquarters decides is shown before, and can be taken back for a quarter of an hour, of which nobody hears."""

from datetime import timedelta

import pytest

from bot.reviewing.facts import WAIT, TakeBack
from bot.reviewing.leaving import let_returns_leave, next_leaving
from bot.reviewing.saving import save
from handlers.reviewing.view import ReviewState
from storage import reports, review_decisions
from storage.reports import Answer, Submission
from tests.chasing.world import tick
from tests.reviewing.town import FIELDS, QOM, WATER, WEEK, YAZD, Actor, Town

RETURNED = "برگشت برای اصلاح: تأمین آب"
TOO_LATE = "مهلت پس گرفتن این تصمیم گذشته است"
PAGE = ReviewState("axis", WEEK.key, WATER)


async def hand_in(town: Town, province: str, status: str, action: str = "") -> None:
    """Hand in the water of the week with a status."""
    answers = tuple(Answer(code, 5, "", unchanged=False) for code in FIELDS)
    number = await town.tx.count("SELECT id FROM programmes WHERE year = 1405")
    said = Submission(number, WEEK.saturday, province, WATER, status, action, late=False, answers=answers)
    await reports.submit(town.tx, (town.ceo if province == YAZD else town.qom).id, said, town.now)


async def decide(town: Town, name: str = "owner", reason: str = "چرا؟") -> Actor:
    """Hand the first field of Yazd's water back, without letting it leave."""
    actor: Actor = getattr(town, name)
    return await (await (await actor.review()).tap("برگشت", "آب")).say(reason)


async def test_page_says_status_action_and_evidence_and_leaves_what_is_urgent_aside(town: Town) -> None:
    await hand_in(town, YAZD, "attention", "بازدید از چاه‌ها")
    await hand_in(town, QOM, "on_plan")
    page = await town.owner.enter("review", PAGE)
    line = next(each for each in page.text.splitlines() if each.startswith("یزد")).replace("\u2068", "")
    assert line.replace("\u2069", "").endswith("| وضعیت: نیازمند توجه | اقدام: بازدید از چاه‌ها")
    assert "در تأیید یک‌جا نیست و جداگانه باز می‌شود: یزد" in page.text
    asked = await page.tap("تأیید بقیهٔ این صفحه (۱)")
    assert "۱ گزارش تأیید می‌شود: قم" in asked.text
    await asked.tap("بله")
    assert [(await town.report(each)).standing for each in (YAZD, QOM)] == ["waiting", "approved"]


@pytest.mark.parametrize("status", ["attention", "stopped"])
async def test_page_of_urgent_reports_alone_has_nothing_to_approve_at_once(town: Town, status: str) -> None:
    await hand_in(town, YAZD, status)
    page = await town.owner.enter("review", PAGE)
    assert not any(label.startswith("تأیید") for label in page.labels)
    await (await page.tap("یزد")).tap("تأیید")
    assert await town.state() == "approved"


async def test_report_that_became_urgent_meanwhile_is_not_approved_with_the_others(town: Town) -> None:
    await hand_in(town, YAZD, "on_plan")
    await hand_in(town, QOM, "on_plan")
    page = await town.owner.enter("review", PAGE)
    await hand_in(town, YAZD, "stopped")
    await page.tap("تأیید همه", "بله")
    assert [(await town.report(each)).standing for each in (YAZD, QOM)] == ["waiting", "approved"]


async def test_return_is_shown_as_the_province_will_read_it_and_its_reason_can_be_written_anew(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    owner = await decide(town, reason="چرا ۵؟")
    shown = owner.text.split("\n\n", 1)[1]
    assert "دلیل ستاد: \u2068چرا ۵؟\u2069" in shown
    assert "لطفاً تا شنبه ۷ آذر ۱۴۰۵، ساعت ۱۳" in shown
    assert "چرا نیم لیتر؟" in (await owner.say("چرا نیم لیتر؟")).text
    assert (await (await owner.tap("نوشتن دوباره")).tap("واحد")).text.count("واحد را بازبینی فرمایید") == 1
    await (await (await owner.tap("نوشتن دوباره")).say("چرا ۵؟")).tap("برگشت داده شود")
    town.now += WAIT
    await let_returns_leave(town.tx, town.now)
    told = await town.tx.column("SELECT text FROM outbox WHERE kind = 'notice' AND person_id = 1")
    assert told == [shown]


async def test_nobody_hears_of_a_return_that_is_taken_back_in_time(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    owner = await (await decide(town)).tap("برگشت داده شود")
    town.now += WAIT - timedelta(seconds=1)
    await tick(town.tx, town.now)
    assert (await town.state(), (await town.report()).standing) == ("submitted", "held")
    await owner.tap("پس گرفتن برگشت یزد")
    assert owner.text.startswith("۱ برگشت پس گرفته شد و به استان چیزی اعلام نشد.")
    await tick(town.tx, town.now + WAIT)
    assert ((await town.report()).standing, RETURNED in await town.heard("ceo")) == ("waiting", False)


async def test_return_leaves_after_a_quarter_of_an_hour_and_cannot_be_taken_back_then(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    owner = await (await decide(town)).tap("برگشت داده شود")
    assert await next_leaving(town.tx, town.now) == town.now + WAIT
    town.now += WAIT
    assert (await owner.tap("پس گرفتن")).text.startswith(TOO_LATE)
    await tick(town.tx, town.now)
    assert (await town.state(), (await town.heard("ceo")).count(RETURNED)) == ("returned", 1)
    await tick(town.tx, town.now + WAIT)
    assert ((await town.heard("ceo")).count(RETURNED), await next_leaving(town.tx, town.now)) == (1, None)


async def test_approval_can_be_taken_back_for_a_quarter_of_an_hour_and_twice_changes_nothing(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    first = await (await town.owner.review()).tap("تأیید")
    second = await town.owner.review()
    await first.tap("پس گرفتن تأیید یزد")
    assert first.text.startswith("تأیید ۱ گزارش پس گرفته شد.")
    assert await town.state() == "submitted"
    assert (await second.tap("پس گرفتن تأیید یزد")).text.startswith(TOO_LATE)
    await (await town.owner.review()).tap("تأیید")
    town.now += WAIT
    assert not any("پس گرفتن" in label for label in (await town.owner.review()).labels)
    assert await town.state() == "approved"


async def test_of_reports_approved_together_one_or_all_are_taken_back(town: Town) -> None:
    await hand_in(town, YAZD, "on_plan")
    await hand_in(town, QOM, "on_plan")
    page = await (await town.owner.enter("review", PAGE)).tap("تأیید همه", "بله")
    await (await town.owner.review(QOM)).tap("پس گرفتن تأیید قم")
    assert [(await town.report(each)).standing for each in (YAZD, QOM)] == ["approved", "waiting"]
    await page.tap("پس گرفتن تأیید ۲ گزارش")
    assert [(await town.report(each)).standing for each in (YAZD, QOM)] == ["waiting", "waiting"]


async def test_of_many_decisions_each_is_reached(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    for title in ("آب", "واحد", "درخواست"):
        town.now += timedelta(seconds=1)
        await (await (await (await town.owner.review()).tap("برگشت", title)).say("چرا؟")).tap("برگشت داده شود")
    page = await town.owner.enter("review", PAGE)
    listed = await page.tap("پس گرفتن تصمیم‌ها (۳)")
    assert len([label for label in listed.labels if label.startswith("پس گرفتن برگشت یزد")]) == 3
    await listed.tap("پس گرفتن برگشت یزد")
    assert (await town.report()).held == 2


@pytest.mark.parametrize("name", ["deputy", "stranger", "head"])
async def test_only_who_decided_takes_it_back(town: Town, name: str) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    await (await decide(town)).tap("برگشت داده شود")
    other: Actor = getattr(town, name)
    assert not any("پس گرفتن" in label for label in (await other.enter("review", PAGE)).labels)
    report = await town.report()
    (held,) = await review_decisions.list_held(town.tx, report.id, report.revision)
    await save(town.tx, await other.caller(), (TakeBack(returns=(held.id,)),), town.now)
    assert (await town.report()).held == 1
    await (await town.owner.review()).tap("پس گرفتن برگشت")
    await (await town.owner.review()).tap("تأیید")
    await save(town.tx, await other.caller(), (TakeBack(((report.id, report.revision),)),), town.now)
    assert await town.state() == "approved"


async def test_return_of_what_the_province_corrects_before_does_not_leave_and_it_is_said(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    await (await decide(town)).tap("برگشت داده شود")
    await town.hand_in("ceo", 50, 6, 7)
    assert (await town.report()).standing == "waiting"
    town.now += WAIT
    await let_returns_leave(town.tx, town.now)
    assert (await town.state(), await town.heard("ceo")) == ("submitted", [])
    assert await town.heard("owner") == ["برگشت انجام نشد: تأمین آب"]
    await town.hand_back()
    assert await town.state() == "returned"


async def test_report_with_a_return_on_its_way_is_not_approved(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    second = await town.deputy.review()
    await (await decide(town)).tap("برگشت داده شود")
    assert (await second.tap("تأیید")).text.startswith("در این فاصله")
    assert "تأیید" not in second.labels
    assert (await town.report()).standing == "held"
