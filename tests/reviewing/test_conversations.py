"""What the conversations of this room do where others were quicker, it is late, or something wrong is said."""

from datetime import timedelta

import pytest

from bot.language.catalogue import t
from bot.reporting.cards import ReportState
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


def test_second_of_two_owners_is_shown_that_the_first_has_approved(town: Town) -> None:
    town.hand_in("ceo", 5, 6, 7)
    first, second = town.owner.review(), town.deputy.review()
    first.tap("تأیید")
    assert second.tap("تأیید").text.startswith(CHANGED)
    assert "این گزارش تأیید شده است" in second.text
    assert town.tx.count("SELECT approved_by FROM approvals") == town.owner.id


def test_second_of_two_owners_does_not_hand_back_the_same_field(town: Town) -> None:
    town.hand_in("ceo", 5, 6, 7)
    first, second = (name.review().tap("برگشت").tap("آب") for name in (town.owner, town.deputy))
    first.say("چرا؟")
    assert second.say("چرا؟").text.startswith(CHANGED)
    assert town.report().returned == 1


def test_page_that_somebody_else_has_approved_is_shown_as_it_stands(town: Town) -> None:
    town.hand_in("ceo", 5, 6, 7)
    state = ReviewState("axis", WEEK.key, WATER)
    first, second = town.owner.enter("review", state), town.deputy.enter("review", state)
    assert first.tap("تأیید همه").text.startswith("۱ گزارش تأیید شد")
    assert second.tap("تأیید همه").text.startswith(CHANGED)


def test_reason_that_was_meant_for_another_value_hands_nothing_back(town: Town) -> None:
    town.hand_in("ceo", 5, 6, 7)
    owner = town.owner.review().tap("برگشت").tap("آب")
    town.hand_in("ceo", 9, 6, 7)
    assert owner.say("چرا ۵؟").text.startswith(CHANGED)
    assert (town.report().returned, town.heard("ceo")) == (0, [])
    assert owner.tap("برگشت").tap("آب").say("چرا ۹؟").text.startswith("«آب تأمین‌شده» برای اصلاح")
    assert town.report().returned == 1


def test_after_the_lock_nothing_is_handed_back_and_it_says_why(town: Town) -> None:
    town.hand_in("ceo", 5, 6, 7)
    owner = town.owner.review().tap("برگشت").tap("آب")
    town.at(AFTER_LOCK)
    assert t("review.card.locked") in owner.say("چرا؟").text
    assert not any(label.startswith("برگشت ") for label in owner.labels)
    assert town.report().returned == 0


def test_exception_keeps_a_locked_report_open_for_a_return(town: Town) -> None:
    town.hand_in("ceo", 5, 6, 7)
    town.at(AFTER_LOCK)
    granted = Granted(YAZD, WEEK.saturday, WATER, "سیل", town.now, town.now + timedelta(days=1))
    exceptions.grant(town.tx, town.head.id, granted)
    town.hand_back()
    assert town.report().returned == 1


def test_approved_report_can_be_handed_back_and_stays_approved_once_it_is_explained(town: Town) -> None:
    town.hand_in("ceo", 5, 6, 7)
    town.owner.review().tap("تأیید")
    page = town.owner.enter("review", ReviewState("axis", WEEK.key, WATER)).tap("همهٔ استان‌ها").tap("یزد")
    page.tap("برگشت").tap("آب").say("چرا؟")
    assert (town.state(), town.report().standing) == ("returned", "returned")
    town.ceo.mend().tap("توضیح").say("درست است")
    assert (town.state(), town.report().standing) == ("approved", "approved")


def test_change_after_an_approval_is_shown_alone_and_against_what_was_approved(town: Town) -> None:
    town.hand_in("ceo", 5, 6, 7)
    town.owner.review().tap("تأیید")
    town.hand_in("ceo", 5, 8, 7)
    page = town.owner.enter("review", ReviewState("axis", WEEK.key, WATER))
    line = next(each for each in page.text.splitlines() if each.startswith("یزد"))
    assert line.replace("\u2068", "").replace("\u2069", "") == (
        "یزد (تغییر پس از تأیید): واحدهای برخوردارشده از آب ۸ واحد (۲ افزایش)"
    )
    assert not line.count("آب تأمین")


def test_value_that_was_approved_and_is_called_unchanged_afterwards_is_a_change() -> None:
    with open_town() as town:
        town.hand_in("ceo", 5, 6, 7)
        town.owner.review().tap("تأیید")
        report = reports.get(town.tx, WEEK.saturday, YAZD, WATER)
        assert report
        answers = (
            Answer(FIELDS[0], None, "", unchanged=True),
            *(Answer(code, value, "", unchanged=False) for code, value in zip(FIELDS[1:], (6, 7), strict=True)),
        )
        number = town.tx.count("SELECT programme_id FROM reports")
        again = Submission(number, WEEK.saturday, YAZD, WATER, "", "", late=False, answers=answers)
        reports.submit(town.tx, town.ceo.id, again, town.now)
        page = town.owner.enter("review", ReviewState("axis", WEEK.key, WATER))
        assert "آب تأمین‌شده بدون تغییر" in page.text


def test_owner_talks_to_a_province_that_has_not_reported(town: Town) -> None:
    town.hand_in("qom", 5, 6, 7, province="IR-25")
    page = town.owner.enter("review", ReviewState("axis", WEEK.key, WATER)).tap("همهٔ استان‌ها").tap("یزد")
    assert page.text.startswith("**گفت‌وگو دربارهٔ تأمین آب، استان یزد**")
    page.say("چه زمانی می‌رسد؟")
    assert town.heard("ceo") == ["پیام ستاد دربارهٔ تأمین آب"]


@pytest.mark.parametrize(
    "said", [Stale(), Text("چیزی"), Choice("nonsense"), Choice("page", ("99",)), Choice("open", ("9",))]
)
def test_owner_is_never_lost_whatever_is_said(town: Town, said: Choice | Text | Stale) -> None:
    town.hand_in("ceo", 5, 6, 7)
    for state in ("axes", "axis", "all", "card", "field"):
        owner = town.owner.enter("review", ReviewState(state, WEEK.key, WATER, report=town.report().id))
        assert owner.hear(said).labels
        assert town.report().standing == "waiting"


def test_wrong_answers_leave_the_question_open(town: Town) -> None:
    town.hand_in("ceo", 5, 6, 7)
    town.hand_back()
    ceo = town.ceo.mend().tap("اصلاح")
    assert ceo.say("۰٫۵").text.startswith(t("mend.same"))
    for text in ("نمی‌دانم", "-4", "x" * 400):
        assert "دلیل ستاد" in ceo.say(text).text
    assert ceo.hear(Text("7", forwarded=True)).text.startswith(t("report.forwarded"))
    assert "تغییر کند" in ceo.say("7").text
    assert town.state() == "returned"
    ceo.say("ثبت")
    assert (town.state(), town.value()) == ("submitted", 70)


def test_nothing_that_can_be_seen_is_no_answer_and_back_is_no_explanation(town: Town) -> None:
    town.hand_in("ceo", 5, 6, 7)
    assert town.owner.review().tap("برگشت").tap("آب").say("").text.startswith(t("common.use_buttons"))
    assert town.report().returned == 0
    town.hand_back()
    ceo = town.ceo.mend().tap("توضیح")
    assert ceo.say("").text.startswith(t("mend.want"))
    assert ceo.say("بازگشت").text.startswith("**در انتظار پاسخ شما**")
    assert ceo.tap("اصلاح").tap("بازگشت").text.startswith("**در انتظار پاسخ شما**")
    assert town.state() == "returned"
    talk = town.ceo.enter("talk", TalkState(WEEK.key, YAZD, WATER)).say("")
    assert talk.text.startswith(t("talk.want"))
    assert town.tx.count("SELECT count(*) FROM comments") == 0


def test_explanation_that_is_too_long_is_not_cut(town: Town) -> None:
    town.hand_in("ceo", 5, 6, 7)
    town.hand_back()
    assert "۳۰۰" in town.ceo.mend().tap("توضیح").say("آ" * 301).text
    assert town.state() == "returned"


def test_second_tap_and_an_old_button_change_nothing(town: Town, told: str) -> None:
    town.hand_in("ceo", 5, 6, 7)
    town.hand_back()
    number = reviews.list_open_of_province(town.tx, YAZD)[0].id
    ceo = town.ceo.mend().tap("اصلاح").say("7").tap("بله")
    assert ceo.hear(Stale()).text.endswith(told)
    again = town.ceo.mend().hear(Choice("mend", (str(number),)))
    assert again.text.startswith(t("mend.answered"))
    assert again.say("9").text.endswith(told)
    assert town.value() == 70


def test_unchanged_field_is_handed_back_with_the_value_that_stands(town: Town) -> None:
    number = town.tx.count("SELECT id FROM programmes WHERE year = 1405")
    before = (Answer(FIELDS[0], 120, "", unchanged=False),)
    same = (Answer(FIELDS[0], None, "", unchanged=True),)
    for week, answers in ((WEEK.previous, before), (WEEK, same)):
        submission = Submission(number, week.saturday, YAZD, WATER, "", "", late=False, answers=answers)
        reports.submit(town.tx, town.ceo.id, submission, town.now)
    town.hand_back()
    ceo = town.ceo.mend()
    assert "\u2068۱۲ لیتر بر ثانیه\u2069، بدون تغییر" in ceo.text
    assert ceo.tap("اصلاح").say("12").text.startswith(t("mend.same"))
    assert "از \u2068۱۲ لیتر بر ثانیه\u2069 به" in ceo.say("13").text
    ceo.tap("بله")
    assert town.value() == 130
    told = town.tx.column("SELECT text FROM outbox WHERE person_id = :owner ORDER BY id", owner=town.owner.id)
    assert "از \u2068۱۲ لیتر بر ثانیه\u2069 به \u2068۱۳ لیتر بر ثانیه\u2069 (۱ افزایش)" in str(told[-1])


def test_evidence_that_was_asked_for_goes_to_the_report(town: Town) -> None:
    town.hand_in("ceo", 5, 6, 7)
    town.hand_back(reason="لطفاً مستند آن را نیز بفرستید")
    photo = File("photo", "f1", "", 1000, "image/jpeg", "")
    ceo = town.ceo.mend()
    assert "لطفاً" in ceo.hear(photo).text  # not while it is open which field is meant
    ceo.tap("توضیح").hear(photo)
    assert evidence.count_handed_in(town.tx, (WEEK.saturday, YAZD, WATER)) == 1
    ceo.say("تصویر پیوست شد")
    assert "مستندات همراه گزارش: ۱ مورد" in town.owner.review().text


def test_part_may_not_exceed_its_whole_nor_the_whole_fall_below_its_part(town: Town) -> None:
    number = town.tx.count("SELECT id FROM programmes WHERE year = 1405")
    toman = 10**10
    answers = tuple(
        Answer(code, value * toman, "", unchanged=False)
        for code, value in (("elec_allocated", 9), ("elec_absorbed", 5))
    )
    submission = Submission(number, WEEK.saturday, YAZD, "AX01", "", "", late=False, answers=answers)
    reports.submit(town.tx, town.ceo.id, submission, town.now)
    row = reviews.list_of_week(town.tx, WEEK.saturday, "AX01")[0]
    for code in ("elec_allocated", "elec_absorbed"):
        reviews.hand_back(town.tx, (row.id, 1, code), "چرا؟", town.head.id, town.now)
    allocated, absorbed = (row.id for row in reviews.list_open_of_province(town.tx, YAZD))
    ceo = town.ceo.mend()
    assert "بیشتر" in ceo.hear(Choice("mend", (str(absorbed),))).say("10").text
    assert "تغییر کند" not in ceo.text
    assert "تغییر کند" not in ceo.hear(Choice("mend", (str(allocated),))).say("4").text
    assert "تغییر کند" in ceo.say("6").text


def test_axis_that_was_handed_back_opens_as_the_field_alone_in_the_sweep(town: Town) -> None:
    town.hand_in("ceo", 5, 6, 7)
    town.hand_back()
    sweep = town.ceo.enter("report", ReportState())
    assert "پاسخ به برگشت ستاد (۱)" in sweep.labels
    assert sweep.tap("تأمین آب").text.startswith("**در انتظار پاسخ شما**")
    assert town.ceo.enter("report", ReportState()).say("تأمین آب").text.startswith("**در انتظار پاسخ شما**")


def test_return_of_a_week_that_is_over_stands_in_the_sweep_of_the_next(town: Town) -> None:
    town.hand_in("ceo", 5, 6, 7)
    town.hand_back()
    sweep = town.at("2026-11-30T09:30:00").ceo.enter("report", ReportState())
    sweep.tap("پاسخ به برگشت").tap("اصلاح").say("7").tap("بله")
    report = reports.get(town.tx, WEEK.saturday, YAZD, WATER)
    assert report
    assert (report.late, report.state, town.value()) == (False, "submitted", 70)


def test_long_talk_is_turned_back_page_by_page(town: Town) -> None:
    talk = town.ceo.enter("talk", TalkState(WEEK.key, YAZD, WATER))
    for number in range(1, 20):
        talk.say(f"پیام {number}ـ")
    assert "پیام 19ـ" in talk.text
    assert "پیام 11ـ" not in talk.text
    assert "پیام 11ـ" in talk.tap("پیام‌های قدیمی‌تر").text
    assert "پیام 1ـ" in talk.tap("پیام‌های قدیمی‌تر").text
    assert "پیام‌های قدیمی‌تر" not in talk.labels
    assert "پیام 11ـ" in talk.tap("پیام‌های تازه‌تر").text
    assert "پیام 20ـ" in talk.say("پیام 20ـ").text


def test_province_finds_what_was_said_in_the_weeks_before(town: Town) -> None:
    town.ceo.enter("talk", TalkState(WEEK.previous.key, YAZD, WATER)).say("هفتهٔ پیش")
    talk = town.ceo.enter("talk", TalkState())
    assert "هفتهٔ بعد" not in talk.labels
    talk.tap("هفتهٔ قبل").tap("تأمین آب (۱)")
    assert "هفتهٔ پیش" in talk.text
    assert "هفتهٔ بعد" in talk.tap("بازگشت").labels
