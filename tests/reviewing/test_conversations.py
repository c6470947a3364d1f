"""What the conversations of this room do where others were quicker, it is late, or something wrong is said."""

from datetime import timedelta

import pytest

from bot.conversing.replies import quoted
from bot.language.catalogue import t
from bot.reporting.cards import ReportState
from bot.reviewing.facts import WAIT
from bot.said import Choice, File, Stale, Text
from handlers.reviewing.talk_view import TalkState
from handlers.reviewing.view import ReviewState
from storage import evidence, exceptions, reports, reviews
from storage.exceptions import Granted
from storage.reports import Answer, Submission
from tests.reviewing.town import FIELDS, WATER, WEEK, YAZD, Town, open_town

AFTER_LOCK = "2026-11-28T14:00:00"
CHANGED = "در این فاصله"


@pytest.fixture
def told() -> str:
    return t("mend.none")


async def test_second_of_two_owners_is_shown_that_the_first_has_approved(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    first, second = await town.owner.review(), await town.deputy.review()
    await first.tap("تأیید")
    assert (await second.tap("تأیید")).text.startswith(CHANGED)
    assert "این گزارش تأیید شده است" in second.text
    assert await town.tx.count("SELECT approved_by FROM approvals") == town.owner.id


async def test_second_of_two_owners_does_not_hand_back_the_same_field(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    first, second = [await (await (await name.review()).tap("برگشت")).tap("آب") for name in (town.owner, town.deputy)]
    await (await first.say("چرا؟")).tap("برگشت داده شود")
    assert (await (await second.say("چرا؟")).tap("برگشت داده شود")).text.startswith(CHANGED)
    assert (await town.report()).held == 1


async def test_page_that_somebody_else_has_approved_is_shown_as_it_stands(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    state = ReviewState("axis", WEEK.key, WATER)
    first, second = await town.owner.enter("review", state), await town.deputy.enter("review", state)
    await second.tap("تأیید همه")
    assert (await first.tap("تأیید همه", "بله")).text.startswith("۱ گزارش تأیید شد")
    assert (await second.tap("بله")).text.startswith(CHANGED)


async def test_reason_that_was_meant_for_another_value_hands_nothing_back(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    owner = await (await (await town.owner.review()).tap("برگشت")).tap("آب")
    await town.hand_in("ceo", 9, 6, 7)
    said = (await owner.say("چرا ۵؟")).text
    assert CHANGED in said
    assert "چرا ۵؟" in said
    assert ((await town.report()).returned, await town.heard("ceo")) == (0, [])
    await (await (await owner.tap("برگشت", "آب")).say("چرا ۹؟")).tap("برگشت داده شود")
    assert owner.text.startswith("برگشت «آب تأمین‌شده» استان یزد ثبت شد.")
    assert (await town.report()).held == 1


async def test_after_the_lock_nothing_is_handed_back_and_it_says_why(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    owner = await (await (await town.owner.review()).tap("برگشت")).tap("آب")
    town.at(AFTER_LOCK)
    assert t("review.card.locked") in (await owner.say("چرا؟")).text
    assert not any(label.startswith("برگشت ") for label in owner.labels)
    assert (await town.report()).returned == 0


async def test_exception_keeps_a_locked_report_open_for_a_return(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    town.at(AFTER_LOCK)
    granted = Granted(YAZD, WEEK.saturday, WATER, "سیل", town.now, town.now + timedelta(days=1))
    await exceptions.grant(town.tx, town.head.id, granted)
    town.now += WAIT
    await town.hand_back()
    assert (await town.report()).returned == 1


async def test_approved_report_can_be_handed_back_and_stays_approved_once_it_is_explained(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    await (await town.owner.review()).tap("تأیید")
    await town.hand_back()
    assert (await town.state(), (await town.report()).standing) == ("returned", "returned")
    await (await (await town.ceo.mend()).tap("توضیح")).say("درست است")
    assert (await town.state(), (await town.report()).standing) == ("approved", "approved")


async def test_change_after_an_approval_is_shown_alone_and_against_what_was_approved(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    await (await town.owner.review()).tap("تأیید")
    await town.hand_in("ceo", 5, 8, 7)
    page = await town.owner.enter("review", ReviewState("axis", WEEK.key, WATER))
    line = next(each for each in page.text.splitlines() if each.startswith("یزد"))
    assert line.replace("\u2068", "").replace("\u2069", "") == (
        "یزد (تغییر پس از تأیید): واحدهای برخوردارشده از آب ۸ واحد (۲ افزایش)"
    )
    assert not line.count("آب تأمین")


async def test_value_that_was_approved_and_is_called_unchanged_afterwards_is_a_change() -> None:
    async with open_town() as town:
        await town.hand_in("ceo", 5, 6, 7)
        await (await town.owner.review()).tap("تأیید")
        report = await reports.get(town.tx, WEEK.saturday, YAZD, WATER)
        assert report
        answers = (
            Answer(FIELDS[0], None, "", unchanged=True),
            *(Answer(code, value, "", unchanged=False) for code, value in zip(FIELDS[1:], (6, 7), strict=True)),
        )
        number = await town.tx.count("SELECT programme_id FROM reports")
        again = Submission(number, WEEK.saturday, YAZD, WATER, "", "", late=False, answers=answers)
        await reports.submit(town.tx, town.ceo.id, again, town.now)
        page = await town.owner.enter("review", ReviewState("axis", WEEK.key, WATER))
        assert "آب تأمین‌شده بدون تغییر" in page.text


async def test_owner_talks_to_a_province_that_has_not_reported(town: Town) -> None:
    await town.hand_in("qom", 5, 6, 7, province="IR-25")
    page = await (
        await (await town.owner.enter("review", ReviewState("axis", WEEK.key, WATER))).tap("همهٔ استان‌ها")
    ).tap("یزد")
    assert page.text.startswith("**گفت‌وگو دربارهٔ تأمین آب، استان یزد**")
    await page.say("چه زمانی می‌رسد؟")
    assert await town.heard("ceo") == ["پیام ستاد دربارهٔ تأمین آب"]


@pytest.mark.parametrize(
    "said", [Stale(), Text("چیزی"), Choice("nonsense"), Choice("page", ("99",)), Choice("open", ("9",))]
)
async def test_owner_is_never_lost_whatever_is_said(town: Town, said: Choice | Text | Stale) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    for state in ("axes", "axis", "all", "card", "field"):
        owner = await town.owner.enter("review", ReviewState(state, WEEK.key, WATER, report=(await town.report()).id))
        assert (await owner.hear(said)).labels
        assert (await town.report()).standing == "waiting"


async def test_wrong_answers_leave_the_question_open(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    await town.hand_back()
    ceo = await (await town.ceo.mend()).tap("اصلاح")
    assert t("mend.same") in (await ceo.say("۰٫۵")).text
    for text in ("نمی‌دانم", "-4", "x" * 400):
        assert "دلیل ستاد" in (await ceo.say(text)).text
    assert (await ceo.hear(Text("7", forwarded=True))).text.startswith(f"{quoted('7')}\n{t('common.forwarded')}")
    assert "تغییر کند" in (await ceo.say("7")).text
    assert await town.state() == "returned"
    await ceo.say("ثبت")
    assert (await town.state(), await town.value()) == ("submitted", 70)


async def test_nothing_that_can_be_seen_is_no_answer_and_back_is_no_explanation(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    assert (await (await (await (await town.owner.review()).tap("برگشت")).tap("آب")).say("")).text.startswith(
        t("common.use_buttons")
    )
    assert (await town.report()).returned == 0
    await town.hand_back()
    ceo = await (await town.ceo.mend()).tap("توضیح")
    assert (await ceo.say("")).text.startswith(t("common.other_kind"))
    assert (await ceo.say("بازگشت")).text.startswith("**در انتظار پاسخ شما**")
    assert (await (await ceo.tap("اصلاح")).tap("بازگشت")).text.startswith("**در انتظار پاسخ شما**")
    assert await town.state() == "returned"
    talk = await (await town.ceo.enter("talk", TalkState(WEEK.key, YAZD, WATER))).say("")
    assert talk.text.startswith(t("talk.want"))
    assert await town.tx.count("SELECT count(*) FROM comments") == 0


async def test_explanation_that_is_too_long_is_not_cut(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    await town.hand_back()
    assert "۳۰۰" in (await (await (await town.ceo.mend()).tap("توضیح")).say("آ" * 301)).text
    assert await town.state() == "returned"


async def test_second_tap_and_an_old_button_change_nothing(town: Town, told: str) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    await town.hand_back()
    number = (await reviews.list_open_of_province(town.tx, YAZD))[0].id
    ceo = await (await (await (await town.ceo.mend()).tap("اصلاح")).say("7")).tap("بله")
    assert (await ceo.hear(Stale())).text.endswith(told)
    again = await (await town.ceo.mend()).hear(Choice("mend", (str(number),)))
    assert again.text.startswith(t("mend.answered"))
    assert (await again.say("9")).text.endswith(told)
    assert await town.value() == 70


async def test_unchanged_field_is_handed_back_with_the_value_that_stands(town: Town) -> None:
    number = await town.tx.count("SELECT id FROM programmes WHERE year = 1405")
    before = (Answer(FIELDS[0], 120, "", unchanged=False),)
    same = (Answer(FIELDS[0], None, "", unchanged=True),)
    for week, answers in ((WEEK.previous, before), (WEEK, same)):
        submission = Submission(number, week.saturday, YAZD, WATER, "", "", late=False, answers=answers)
        await reports.submit(town.tx, town.ceo.id, submission, town.now)
    await town.hand_back()
    ceo = await town.ceo.mend()
    assert "\u2068۱۲ لیتر بر ثانیه\u2069، بدون تغییر" in ceo.text
    assert t("mend.same") in (await (await ceo.tap("اصلاح")).say("12")).text
    assert "از \u2068۱۲ لیتر بر ثانیه\u2069 به" in (await ceo.say("13")).text
    await ceo.tap("بله")
    assert await town.value() == 130
    told = await town.tx.column("SELECT text FROM outbox WHERE person_id = :owner ORDER BY id", owner=town.owner.id)
    assert "از \u2068۱۲ لیتر بر ثانیه\u2069 به \u2068۱۳ لیتر بر ثانیه\u2069 (۱ افزایش)" in str(told[-1])


async def test_evidence_that_was_asked_for_goes_to_the_report(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    await town.hand_back(reason="لطفاً مستند آن را نیز بفرستید")
    photo = File("photo", "f1", "", 1000, "image/jpeg", "")
    ceo = await town.ceo.mend()
    assert "لطفاً" in (await ceo.hear(photo)).text  # not while it is open which field is meant
    await (await ceo.tap("توضیح")).hear(photo)
    assert await evidence.count_handed_in(town.tx, (WEEK.saturday, YAZD, WATER)) == 1
    await ceo.say("تصویر پیوست شد")
    assert "مستندات همراه گزارش: ۱ مورد" in (await town.owner.review()).text


async def test_part_may_not_exceed_its_whole_nor_the_whole_fall_below_its_part(town: Town) -> None:
    number = await town.tx.count("SELECT id FROM programmes WHERE year = 1405")
    toman = 10**10
    answers = tuple(
        Answer(code, value * toman, "", unchanged=False)
        for code, value in (("elec_allocated", 9), ("elec_absorbed", 5))
    )
    submission = Submission(number, WEEK.saturday, YAZD, "AX01", "", "", late=False, answers=answers)
    await reports.submit(town.tx, town.ceo.id, submission, town.now)
    row = (await reviews.list_of_week(town.tx, WEEK.saturday, "AX01"))[0]
    for code in ("elec_allocated", "elec_absorbed"):
        await reviews.hand_back(town.tx, (row.id, 1, code), "چرا؟", town.head.id, town.now)
    allocated, absorbed = (row.id for row in await reviews.list_open_of_province(town.tx, YAZD))
    ceo = await town.ceo.mend()
    assert "بیشتر" in (await (await ceo.hear(Choice("mend", (str(absorbed),)))).say("10")).text
    assert "تغییر کند" not in ceo.text
    assert "تغییر کند" not in (await (await ceo.hear(Choice("mend", (str(allocated),)))).say("4")).text
    assert "تغییر کند" in (await ceo.say("6")).text


async def test_axis_that_was_handed_back_opens_as_the_field_alone_in_the_sweep(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    await town.hand_back()
    sweep = await town.ceo.enter("report", ReportState())
    assert "پاسخ به برگشت ستاد (۱)" in sweep.labels
    assert (await sweep.tap("تأمین آب")).text.startswith("**در انتظار پاسخ شما**")
    assert (await (await town.ceo.enter("report", ReportState())).say("تأمین آب")).text.startswith(
        "**در انتظار پاسخ شما**"
    )


async def test_return_of_a_week_that_is_over_stands_in_the_sweep_of_the_next(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    await town.hand_back()
    sweep = await town.at("2026-11-30T09:30:00").ceo.enter("report", ReportState())
    await (await (await (await sweep.tap("پاسخ به برگشت")).tap("اصلاح")).say("7")).tap("بله")
    report = await reports.get(town.tx, WEEK.saturday, YAZD, WATER)
    assert report
    assert (report.late, report.state, await town.value()) == (False, "submitted", 70)


async def test_long_talk_is_turned_back_page_by_page(town: Town) -> None:
    talk = await town.ceo.enter("talk", TalkState(WEEK.key, YAZD, WATER))
    for number in range(1, 20):
        await talk.say(f"پیام {number}ـ")
    assert "پیام 19ـ" in talk.text
    assert "پیام 11ـ" not in talk.text
    assert "پیام 11ـ" in (await talk.tap("پیام‌های قدیمی‌تر")).text
    assert "پیام 1ـ" in (await talk.tap("پیام‌های قدیمی‌تر")).text
    assert "پیام‌های قدیمی‌تر" not in talk.labels
    assert "پیام 11ـ" in (await talk.tap("پیام‌های تازه‌تر")).text
    assert "پیام 20ـ" in (await talk.say("پیام 20ـ")).text


async def test_the_same_said_again_at_once_is_one_message_and_later_another(town: Town) -> None:
    talk = await (await town.ceo.enter("talk", TalkState(WEEK.key, YAZD, WATER))).say("چاه آماده شد")
    assert (await talk.say("چاه  آماده شد")).text.startswith(f"«\u2068چاه آماده شد\u2069»\n{t('talk.said_already')}")
    assert await town.tx.count("SELECT count(*) FROM comments") == 1
    town.at("2026-11-23 10:30")
    assert (await talk.say("چاه آماده شد")).text.startswith(t("talk.sent.headquarters"))
    assert len(await town.heard("owner")) == 2


async def test_province_finds_what_was_said_in_the_weeks_before(town: Town) -> None:
    await (await town.ceo.enter("talk", TalkState(WEEK.previous.key, YAZD, WATER))).say("هفتهٔ پیش")
    talk = await town.ceo.enter("talk", TalkState())
    assert "هفتهٔ بعد" not in talk.labels
    await (await talk.tap("هفتهٔ قبل")).tap("تأمین آب (۱)")
    assert "هفتهٔ پیش" in talk.text
    assert "هفتهٔ بعد" in (await talk.tap("بازگشت")).labels


async def test_a_figure_over_its_ceiling_is_answered_with_a_reason(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    await town.hand_back()
    ceo = await (await town.ceo.mend()).tap("اصلاح")
    assert "بیش از سقف" in (await ceo.say("650")).text
    assert "لطفاً دلیل آن را" in (await ceo.tap("۶۵۰ لیتر بر ثانیه")).text
    assert "لطفاً دلیل آن را" in (await ceo.say("ثبت")).text
    assert await town.state() == "returned"
    await ceo.tap("افزایش ظرفیت")
    assert (await town.state(), await town.value()) == ("submitted", 6500)
    assert await town.tx.value("SELECT reason FROM answers WHERE value = 6500") == f"over:{t('report.over.growth')}"
    told = await town.tx.column("SELECT text FROM outbox WHERE person_id = :owner", owner=town.owner.id)
    assert sum(t("report.over.growth") in str(text) for text in told) == 1
