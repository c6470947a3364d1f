"""A topic goes out, viewpoints come in, and nobody who contributed is left without a word."""

import json
from datetime import timedelta

import pytest

from bot.chasing.calling import call
from bot.said import Choice, Edited, Stale
from handlers.announcing.consulting.view import ConsultState, ViewpointState
from storage import announcements, audit, consultations, people, recipients
from storage.people import Duty
from tests.announcing.organisation import FARS, QOM, YAZD, Actor, Office, days, number_of
from tests.trail import acts

TOPIC = "دستورالعمل"


async def opened(
    office: Office, *taps: str, name: str = "head", topic: str = TOPIC, platform: str = "telegram"
) -> Actor:
    """Put a topic to the CEOs, with a deadline tomorrow at noon, after some taps on its card."""
    actor = await (await office.actor(name, platform).enter("consult")).tap("نظرخواهی تازه")
    while not [label for label in actor.labels if label.startswith(topic)]:
        await actor.tap("صفحهٔ بعد")
    await (
        await (await (await actor.tap(topic, "نوشتن نظرخواهی")).say("متن نظرخواهی")).tap("مهلت پاسخ", "تاریخ و ساعت")
    ).say("فردا")
    return await actor.tap("ساعت ۱۲", *taps, "پیش‌نمایش", "تأیید و ارسال")


async def speaking(office: Office, name: str, number: int = 1, platform: str = "telegram") -> Actor:
    return await office.actor(name, platform).enter("viewpoint", ViewpointState(number))


async def weighing(office: Office, name: str = "head", at: str = "item", number: int = 1) -> Actor:
    return await office.actor(name).enter("consult", ConsultState(at, number))


async def viewpoints(office: Office, number: int = 1) -> list[tuple[str, int, str]]:
    return [
        (each.province, each.article, each.stance) for each in await consultations.list_viewpoints(office.tx, number)
    ]


async def test_headquarters_opens_a_topic_and_every_ceo_is_asked(office: Office) -> None:
    await opened(office)
    left = [row for row in await office.run() if row.kind == "announcement"]
    assert [row.person_id for row in left] == [1, 2, 3]
    assert "**نظرخواهی ستاد — شمارهٔ ۱**\nموضوع: \u2068دستورالعمل شهرک‌های صنعتی غیردولتی" in left[0].text
    assert "مهلت اعلام نظر: چهارشنبه ۴ آذر ۱۴۰۵، ساعت ۱۲" in left[0].text
    assert "هنوز نظری ثبت نشده است" in await office.actor("yazd").press("اعلام نظر")
    assert await consultations.get(office.tx, 1)
    assert await audit.find_break(office.tx, b"s" * 32) is None


async def test_it_wants_a_deadline_and_is_not_repeated(office: Office) -> None:
    actor = await (
        await (await office.actor("head").enter("consult")).tap("نظرخواهی تازه", TOPIC, "نوشتن نظرخواهی")
    ).say("متن")
    assert "مهلت اعلام نظر تعیین نشده" in (await actor.tap("پیش‌نمایش")).text
    assert "تکرار نمی‌شود" in (await actor.tap("زمان ارسال", "هر هفته")).text
    assert "نوع" not in (await actor.tap("بازگشت")).labels


async def test_a_stance_a_reason_and_a_proposal_are_kept_and_may_change(office: Office) -> None:
    await opened(office)
    await office.run()
    ceo = await (await speaking(office, "yazd")).tap("موافق با اصلاح")
    assert "دلیل" in ceo.text
    assert "متن پیشنهادی" in (await ceo.say("کند است")).text
    await ceo.say("مهلت ۱۵ روز شود")
    shown = ceo.text
    assert "نظر کلی\u2069: موافق با اصلاح" in shown
    assert "دلیل: \u2068کند است\u2069" in shown
    assert "مهلت ۱۵ روز شود" in shown
    await (await ceo.tap("مخالف")).say("دلیل دیگر")
    kept = await consultations.list_viewpoints(office.tx, 1)
    assert [(each.stance, each.reason) for each in kept] == [("against", "دلیل دیگر")]
    assert json.loads(kept[0].proposal) == ["مهلت ۱۵ روز شود"]
    assert (await office.recipient("yazd")).seen_at == office.now


async def test_each_article_has_a_stance_of_its_own(office: Office) -> None:
    actor = await (
        await (await office.actor("head").enter("consult")).tap("نظرخواهی تازه", TOPIC, "نوشتن نظرخواهی")
    ).say("متن")
    await (await actor.tap("ماده‌ها")).say("۱۲")
    assert "تعداد ماده‌ها: ۱۲" in actor.text
    await (await (await actor.tap("مهلت پاسخ", "تاریخ و ساعت")).say("فردا")).tap("ساعت ۱۲", "پیش‌نمایش", "تأیید و ارسال")
    await office.run()
    for name in ("yazd", "qom"):
        await (await (await speaking(office, name)).tap("موافق", "نظر به تفکیک ماده (۱۲)", "مادهٔ ۷", "مخالف")).say(
            "بلند است"
        )
    ceo = await (await speaking(office, "yazd")).tap(
        "نظر به تفکیک ماده (۱۲)", "صفحهٔ بعد", "مادهٔ ۱۲", "نظری ندارم", "بازگشت"
    )
    assert await viewpoints(office) == [
        (YAZD, 0, "agree"),
        (YAZD, 7, "against"),
        (YAZD, 12, "none"),
        (QOM, 0, "agree"),
        (QOM, 7, "against"),
    ]
    assert "مادهٔ ۷ — مخالف" in (await ceo.tap("نظر به تفکیک ماده (۱۲)")).labels
    await ceo.tap("مادهٔ ۷", "حذف")
    assert (await acts(office.tx))[-1] == "viewpoint.take_back"
    assert (YAZD, 7, "against") not in await viewpoints(office)
    item = await weighing(office)
    assert "پاسخ ۲ استان از ۳ استان\nموافق: ۲" in item.text
    assert "بیشترین نظر: \u2068مادهٔ ۷\u2069 (۱ استان)" in item.text


async def test_articles_may_have_titles(office: Office) -> None:
    actor = await (
        await (await office.actor("head").enter("consult")).tap("نظرخواهی تازه", TOPIC, "نوشتن نظرخواهی")
    ).say("متن")
    await (await actor.tap("ماده‌ها")).say("تعریف‌ها\nپروانه")
    assert "حداکثر ۲۰۰ ماده" in (await (await actor.tap("ماده‌ها")).say("\n".join("آ" * 201))).text
    await (await (await actor.tap("بازگشت", "مهلت پاسخ", "تاریخ و ساعت")).say("فردا")).tap(
        "ساعت ۱۲", "پیش‌نمایش", "تأیید و ارسال"
    )
    await office.run()
    assert "پروانه" in (await (await speaking(office, "yazd")).tap("نظر به تفکیک ماده")).labels


async def test_proposals_on_a_law_are_asked_field_by_field(office: Office) -> None:
    await opened(office, topic="پیشنهادهای اصلاحی")
    await office.run()
    ceo = await (await speaking(office, "yazd")).tap("افزودن پیشنهاد")
    for field, text in (("مرجع", "قانون"), ("ماده", "۷"), ("متن پیشنهادی", "حذف شود"), ("دلیل", "کهنه است")):
        assert field in ceo.text
        await ceo.say(text)
    await (await ceo.tap("افزودن پیشنهاد")).say("آیین‌نامه", "۲", "ب", "د")
    assert "پیشنهاد ۲" in ceo.labels
    await (await ceo.tap("پیشنهاد ۱", "بازنویسی")).say("قانون", "۸", "پ", "د")
    first, second = await consultations.list_viewpoints(office.tx, 1)
    assert json.loads(first.proposal) == ["قانون", "۸", "پ", "د"]
    assert json.loads(second.proposal)[0] == "آیین‌نامه"
    await ceo.tap("پیشنهاد ۲", "حذف")
    assert len(await consultations.list_viewpoints(office.tx, 1)) == 1


async def test_peers_see_each_other_by_name_or_without(office: Office) -> None:
    await opened(office)
    await opened(office, "نام‌ها پنهان شود", topic="بستهٔ حمایت")
    await office.run()
    for number in (1, 2):
        await (await (await speaking(office, "yazd", number)).tap("مخالف")).say("دلیل یزد")
    assert "استان یزد:" in (await (await speaking(office, "qom", 1)).tap("نظر دیگر استان‌ها")).text
    hidden = (await (await speaking(office, "qom", 2)).tap("نظر دیگر استان‌ها")).text
    assert "یزد" not in hidden.replace("دلیل یزد", "")
    assert "مخالف: ۱" in hidden
    assert "نظر دیگر استان‌ها" not in (await speaking(office, "yazd", 1)).labels


async def test_it_cannot_close_without_outcome_and_reason_and_a_word_on_every_proposal(office: Office) -> None:
    await opened(office)
    await office.run()
    await (await (await speaking(office, "yazd")).tap("موافق با اصلاح")).say("الف", "پیشنهاد یزد")
    await (await (await speaking(office, "qom")).tap("موافق با اصلاح")).say("ب", "پیشنهاد قم")
    await (await speaking(office, "fars")).tap("موافق")
    await office.deliver()
    hq = await weighing(office)
    assert "دربارهٔ ۲ پیشنهاد هنوز ثبت نشده است" in (await hq.tap("نتیجه و دلیل")).text
    await (await hq.tap("پیشنهادها", "پیشنهاد ۱", "پیشنهاد ۲", "دسته‌بندی")).say("مهلت‌ها")
    await hq.tap("پیشنهاد ۱", "در بخشی پذیرفته شد")  # with one of a group, all of it
    assert hq.text.count("نظر ستاد: در بخشی پذیرفته شد") == 2
    await hq.tap("بازگشت", "نتیجه و دلیل")
    assert (await hq.hear(Choice("really_decide"))).text.startswith("لطفاً نتیجهٔ")
    await hq.say("ابلاغ می‌شود", "زیرا لازم است")
    assert "این نتیجه به ۳ نظردهنده اعلام می‌شود" in hq.text
    await hq.tap("ثبت نتیجه")
    await office.deliver()
    for name, own in (("yazd", "پیشنهاد یزد"), ("qom", "پیشنهاد قم"), ("fars", None)):
        told = (await office.texts(name))[-1]
        assert "نتیجه: \u2068ابلاغ می‌شود\u2069\nدلیل: \u2068زیرا لازم است\u2069" in told
        if own:
            assert f"پیشنهاد شما: \u2068{own}\u2069\nنظر ستاد: در بخشی پذیرفته شد\nدسته: \u2068مهلت‌ها\u2069" in told
    assert "نتیجه" not in "".join(await office.texts("head", "announcement"))
    found = await consultations.get(office.tx, 1)
    assert found
    assert (found.state, found.outcome) == ("decided", "ابلاغ می‌شود")


async def test_once_closed_nothing_changes_any_more(office: Office) -> None:
    await opened(office)
    await office.run()
    await (await speaking(office, "yazd")).tap("موافق")
    held = await speaking(office, "qom")
    hq = await (await (await weighing(office)).tap("نتیجه و دلیل")).say("الف", "ب")
    twice = await (await (await weighing(office)).tap("نتیجه و دلیل")).say("پ", "ت")
    await hq.tap("ثبت نتیجه")
    await twice.tap("ثبت نتیجه")
    await held.tap("مخالف")
    assert await viewpoints(office) == [(YAZD, 0, "agree")]
    assert "بسته شده" in (await held.say("باز هم")).text
    late = await speaking(office, "qom")
    assert "نتیجه: \u2068الف" in late.text
    assert not [label for label in late.labels if label in {"موافق", "مخالف"}]
    await (await (await weighing(office)).tap("اجرا شد")).say("بخش‌نامه شد")
    await office.deliver()
    assert "اجرا: \u2068بخش‌نامه شد" in (await office.texts("yazd"))[-1]
    assert [act for act in await acts(office.tx) if act.startswith("cons")] == [
        "consultation.decide",
        "consultation.execute",
    ]
    board = await office.actor("yazd").enter("consult")
    assert "باز: ۰ | دارای نتیجه: ۰ | اجراشده: ۱" in board.text
    assert board.labels[0].startswith("اجراشده، شمارهٔ ۱")


async def test_what_is_said_after_the_deadline_is_taken_and_marked(office: Office) -> None:
    await opened(office)
    await office.run()
    office.now += days(2)
    await (await speaking(office, "yazd")).tap("موافق")
    assert "نظرهای پس از مهلت: ۱" in (await weighing(office)).text


async def test_who_has_said_nothing_is_reminded_before_the_deadline_and_when_headquarters_asks(office: Office) -> None:
    await opened(office)
    await office.run()
    await (await speaking(office, "yazd")).tap("موافق")
    hq = await (await weighing(office)).tap("یادآوری برای پاسخ")
    assert "برای ۲ نفر" in hq.text
    assert (await acts(office.tx))[-1] == "consultation.nudge"
    assert [row.person_id for row in await office.deliver() if row.kind == "push"] == [2, 3]
    await office.tick(days(1) - timedelta(hours=1))  # the morning of the day it is due
    assert not [row for row in await office.deliver() if row.kind == "push"]
    await call(office.tx, office.now)
    reminded = [row for row in await office.deliver() if row.kind == "push" and "یادآوری گزارش هفتگی" in row.text]
    asked = [row for row in reminded if "نظر استان دربارهٔ نظرخواهی شمارهٔ ۱ هنوز دریافت نشده است: " in row.text]
    assert {row.person_id for row in asked} == {2, 3}
    assert {row.person_id for row in reminded} > {2, 3}
    await office.tick(timedelta(minutes=30))
    assert not [row for row in await office.deliver() if row.kind == "push"]
    await office.tick(days(1))
    await office.deliver()
    assert "در انتظار پاسخ: فارس، قم" in (await office.texts("head"))[-1]
    assert "پاسخ ۱ استان" in await office.actor("head").press("وضعیت")


async def test_headquarters_asks_back_and_the_province_answers(office: Office) -> None:
    await opened(office)
    await office.run()
    await (await speaking(office, "yazd")).tap("موافق")
    hq = await (await (await weighing(office)).tap("نظر استان‌ها", "یزد", "پرسش از استان")).say("چرا؟")
    assert "ارسال شد" in hq.text
    await office.deliver()
    assert "چرا؟" in (await office.texts("yazd"))[-1]
    await (await (await speaking(office, "yazd")).tap("پرسش دارم")).say("زیرا")
    await office.deliver()
    assert "زیرا" in (await office.texts("head"))[-1]


async def test_a_province_speaks_through_who_holds_the_duty_now(office: Office) -> None:
    await opened(office)
    await office.run()
    await (await speaking(office, "yazd")).tap("موافق")
    await people.drop_duty(office.tx, number_of("yazd"), "ceo", YAZD)
    assert "در دسترس شما نیست" in (await speaking(office, "yazd")).text
    await people.save_duty(office.tx, number_of("estate"), Duty("ceo", YAZD, "", ""))
    await office.run()
    assert "نظر کلی\u2069: موافق" in (await speaking(office, "estate")).text
    await (await speaking(office, "estate")).tap("مخالف")
    assert await viewpoints(office) == [(YAZD, 0, "against")]


async def test_a_topic_may_be_added(office: Office) -> None:
    actor = await (await (await office.actor("head").enter("consult")).tap("نظرخواهی تازه", "موضوع تازه")).say(
        "موضوع\nهشتم"
    )
    await (
        await (await (await actor.tap("موضوع هشتم", "نوشتن نظرخواهی")).say("متن")).tap("مهلت پاسخ", "تاریخ و ساعت")
    ).say("فردا")
    await actor.tap("ساعت ۱۲", "پیش‌نمایش", "تأیید و ارسال")
    found = await consultations.get(office.tx, 1)
    assert found
    assert (found.topic, found.title) == ("TP08", "موضوع هشتم")
    assert "topic.add" in await acts(office.tx)


async def test_expectations_are_no_consultation(office: Office) -> None:
    at_expectations = ("نظرخواهی تازه", "انتظارات از مدیران عامل")
    assert (
        "راهبر سامانه"
        in (await (await office.actor("head").enter("consult")).tap(*at_expectations, "نوشتن انتظار")).text
    )
    actor = await (await (await office.actor("admin").enter("consult")).tap(*at_expectations, "نوشتن انتظار")).say(
        "گزارش هفتگی به‌موقع"
    )
    assert "نوع: انتظار" in actor.text
    await actor.tap("پیش‌نمایش", "تأیید و ارسال")
    await office.run()
    await office.actor("yazd").press("ملاحظه شد")
    await office.actor("yazd").press("انجام شد")
    assert (await office.recipient("yazd")).done_at


async def test_another_draft_is_not_lost_over_a_consultation(office: Office) -> None:
    await (await office.actor("admin").enter("announce")).say("پیش‌نویس")
    actor = await (await office.actor("admin").enter("consult")).tap("نظرخواهی تازه", TOPIC)
    assert "پیش‌نویس دیگری ناتمام است" in (await actor.tap("نوشتن نظرخواهی")).text
    assert await announcements.get_draft(office.tx, number_of("admin"))


async def test_one_stopped_in_time_is_composed_again_as_it_was(office: Office) -> None:
    await opened(office, "زمان ارسال", "تاریخ و ساعت", "چهارشنبه ۴", "ساعت ۱۰")
    await office.actor("head").press("توقف ارسال")
    again = await office.actor("head").enter("announce")
    assert "موضوع: \u2068دستورالعمل" in again.text
    assert (await office.actor("head").enter("consult")).text.endswith("باز: ۰ | دارای نتیجه: ۰ | اجراشده: ۰")


@pytest.mark.parametrize("stranger", ["head", "liaison", "press", "estate"])
async def test_who_was_not_asked_has_no_viewpoint(office: Office, stranger: str) -> None:
    await opened(office)
    await office.run()
    actor = await speaking(office, stranger)
    assert "در دسترس شما نیست" in actor.text
    assert await recipients.get(office.tx, 1, number_of(stranger)) is None


@pytest.mark.parametrize("name", ["yazd", "press", "liaison"])
async def test_provinces_and_public_relations_open_and_weigh_nothing(office: Office, name: str) -> None:
    await opened(office)
    await office.run()
    actor = await office.actor(name).enter("consult", ConsultState("item", 1))
    assert "نظرخواهی تازه" not in actor.labels
    for forged in (
        Choice("decide"),
        Choice("really_decide"),
        Choice("topics"),
        Choice("switch", ("",)),
        Edited(),
        Stale(),
    ):
        await (await office.actor(name).enter("consult", ConsultState("decide", 1, outcome="الف", reason="ب"))).hear(
            forged
        )
    found = await consultations.get(office.tx, 1)
    assert found
    assert found.state == "open"


async def test_provinces_of_the_tally_are_counted_once(office: Office) -> None:
    await people.save_duty(office.tx, number_of("head"), Duty("ceo", FARS, "", ""))
    await opened(office, name="admin")
    await office.run()
    await (await speaking(office, "head")).tap("موافق")
    await (await (await speaking(office, "fars")).tap("مخالف")).say("دلیل")
    assert "پاسخ ۱ استان از ۳ استان\nمخالف: ۱" in (await weighing(office, "admin")).text


async def test_proposals_are_parted_again_and_the_rest_judged_at_once(office: Office) -> None:
    await opened(office)
    await office.run()
    for name in ("yazd", "qom", "fars"):
        await (await (await speaking(office, name)).tap("موافق با اصلاح")).say("دلیل", f"پیشنهاد {name}")
    hq = await (await weighing(office)).tap("پیشنهادها", "پیشنهاد ۱", "پیشنهاد ۲", "دسته‌بندی")
    await hq.say("نام")
    assert hq.text.count("دسته: ") == 2
    await hq.tap("پیشنهاد ۱", "جدا کردن از دسته")
    assert "دسته: " not in hq.text
    await hq.tap("پیشنهاد ۳", "✓ پیشنهاد ۳", "پیشنهاد ۳", "پذیرفته شد", "انتخاب همهٔ باقی‌مانده‌ها", "پذیرفته نشد")
    verdicts = [each.verdict for each in await consultations.list_viewpoints(office.tx, 1)]
    assert sorted(verdicts) == ["accepted", "refused", "refused"]
    await (await (await speaking(office, "fars")).tap("متن پیشنهادی")).say("تازه")
    verdicts = [each.verdict for each in await consultations.list_viewpoints(office.tx, 1)]
    assert sorted(verdicts).count("") == 1  # what is changed is judged anew
