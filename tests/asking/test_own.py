"""A province asks about itself: what is understood, what is answered, and that no other province is ever seen."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.asking.answering import answer
from bot.asking.own_reading import read_own_question
from bot.asking.sending import AskErrand, rows_of
from bot.conversing.splitting import units
from bot.free_messages.kinds import SAYS_MORE, kind_of
from bot.free_messages.reading import propose, read_in_axis
from bot.language.catalogue import t
from bot.programme.in_memory import hold_programme
from bot.programme.provinces import PROVINCES, by_code
from storage import announcements, comments, consultations, people, programme, reports
from storage.announcements import NewAnnouncement
from storage.consultations import NewConsultation, Viewpoint
from storage.people import Duty
from storage.reports import Answer, Submission
from storage.transaction import Transaction
from tests.asking.notation import known, written
from tests.asking.test_answering import QUESTIONS, open_organisation, texts
from tests.briefing.sample import NOW, WEEK
from tests.briefing.test_golden import TOMAN, with_targets
from tests.fast.cards import cards

TODAY = date(2026, 11, 25)
OWN = "IR-03"
LINES = (Path(__file__).parent / "own.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split("\t")) for line in LINES if line and not line.startswith("#")]
ASKED = [text for text, found in ROWS if found != "-"]


@pytest.fixture
async def tx() -> AsyncIterator[Transaction]:
    async with open_organisation() as opened:
        yield await with_targets(opened)


async def ceo_of(tx: Transaction, province: str = OWN) -> int:
    return (await people.list_holders(tx, "ceo", province))[0].id


async def ask(tx: Transaction, text: str) -> str:
    return (await answer(tx, await ceo_of(tx), text, NOW))[0].text


@pytest.mark.parametrize(("text", "meant"), ROWS)
def test_question_is_understood_as_the_table_says(text: str, meant: str) -> None:
    found = read_own_question(text, known(), TODAY)
    assert written(found) + (" rank" if found and found.rank else "") == meant


@pytest.mark.parametrize("text", ASKED)
def test_no_question_is_a_report(text: str) -> None:
    assert kind_of(text, propose(text, cards())) not in SAYS_MORE
    for open_card in cards():
        others = tuple(each for each in cards() if each != open_card)
        heard = read_in_axis(text, open_card, open_card.indicators[0].code, others)
        assert not heard.answers
        assert not heard.elsewhere


@pytest.mark.parametrize("text", sorted({*QUESTIONS, *ASKED}))
async def test_nothing_of_another_province_is_answered(tx: Transaction, text: str) -> None:
    found, _question = await answer(tx, await ceo_of(tx), text, NOW)
    own = by_code(OWN)
    said = "\n".join(texts(found))
    for other in PROVINCES:
        if other.code != OWN and other.name not in f"{own.name} {own.company}":
            assert f"استان {other.name}" not in said
            assert not any(line.startswith(f"{other.name}:") or line == other.name for line in said.splitlines())
    assert units(found.text) < 4000


@pytest.mark.parametrize("text", sorted({*QUESTIONS, *ASKED}))
async def test_no_answer_changes_with_what_other_provinces_say(tx: Transaction, text: str) -> None:
    """Whatever an answer holds, in words, in its sheet and in its picture, does not hang on the others."""
    person = await ceo_of(tx)
    before = await heard(tx, person, text)
    await let_others_speak(tx)
    assert await heard(tx, person, text) == before


async def test_headquarters_answers_change_with_what_provinces_say(tx: Transaction) -> None:
    (head,) = await people.list_ids(tx, "head")
    before = await heard(tx, head, "جذب برق همه استان‌ها")
    await let_others_speak(tx)
    assert await heard(tx, head, "جذب برق همه استان‌ها") != before


async def heard(tx: Transaction, person: int, text: str) -> tuple[list[str], bytes]:
    found, _question = await answer(tx, person, text, NOW)
    return list(texts(found)), found.draw() if found.draw else b""


async def let_others_speak(tx: Transaction) -> None:
    """Let every other province report another figure, say something, and have another target."""
    plan = await hold_programme(tx, 1405)
    for place in PROVINCES:
        if place.code == OWN:
            continue
        person = await people.add(tx, "دیگری", "", "active", NOW)
        said = (Answer("elec_absorbed", 777 * TOMAN, "", unchanged=False),)
        key = (plan.programme.id, WEEK.saturday, place.code, "AX01")
        await reports.submit(tx, person, Submission(*key, "stopped", "راز", late=False, answers=said), NOW)
        await comments.add(tx, (WEEK.saturday, place.code, "AX01"), person, ("headquarters", "راز"), NOW)
        await programme.save_target(tx, plan.programme.id, "elec_absorbed", place.code, 999 * TOMAN)
    tx.memory.forget()


async def test_targets_say_what_is_reached_of_each(tx: Transaction) -> None:
    lines = (await ask(tx, "هدف برق امسال")).splitlines()
    assert lines[0] == "**هدف‌های سال، استان آذربایجان شرقی**"
    assert lines[1] == "تأمین برق، اعتبار تخصیص‌یافته: ۲۵ میلیارد تومان؛ تاکنون ۱۶٫۹ (۶۸ درصد)"
    assert t("ask.own.targets.nothing") in await ask(tx, "هدف آب")


async def test_behind_names_the_furthest_first_and_no_rank(tx: Transaction) -> None:
    lines = (await ask(tx, "کجا عقبیم؟")).splitlines()
    assert lines[1].startswith("تأمین برق، اعتبار تخصیص‌یافته: ۹۸ درصد روند لازم؛ کمبود ")
    assert (await ask(tx, "رتبهٔ ما")).startswith(t("ask.own.no_rank"))


async def test_what_has_a_target_and_no_report_is_named_and_not_called_without_target(tx: Transaction) -> None:
    before_any_report = NOW - timedelta(days=180)
    found, _question = await answer(tx, await ceo_of(tx), "کجا عقبیم؟", before_any_report)
    lines = found.text.splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("تأمین برق، اعتبار تخصیص‌یافته: گزارش‌نشده؛ تا این هفته ")


async def test_another_province_is_refused_in_one_sentence(tx: Transaction) -> None:
    assert await ask(tx, "برق اصفهان ۸ هفته") == t("ask.own.foreign", provinces="آذربایجان شرقی")
    assert await ask(tx, "برق آذربایجان شرقی و یزد") == t("ask.own.foreign", provinces="آذربایجان شرقی")


async def test_what_was_sent_is_told_by_day_and_what_came_back_by_moment(tx: Transaction) -> None:
    person = await ceo_of(tx)
    key = (WEEK.saturday, OWN, "AX01")
    await comments.add(tx, key, person, ("province", "ظرفیت پست چه می‌شود؟"), NOW - timedelta(hours=2))
    await comments.add(tx, key, person, ("headquarters", "در جلسهٔ یکشنبه بررسی می‌شود"), NOW - timedelta(hours=1))
    await comments.add(tx, (WEEK.saturday, "IR-21", "AX01"), person, ("headquarters", "راز یزد"), NOW)
    sent = await ask(tx, "چه چیزی به ستاد فرستادم؟")
    assert "۱ پیام در گفت‌وگو" in sent.splitlines()[1]
    back = (await ask(tx, "پاسخ ستاد چه شد؟")).replace("\u2068", "").replace("\u2069", "")
    assert "گفت‌وگو دربارهٔ تأمین برق: در جلسهٔ یکشنبه بررسی می‌شود" in back
    assert "راز یزد" not in sent + back


async def test_what_waits_for_headquarters_is_told_with_its_day_until_it_is_answered(tx: Transaction) -> None:
    person, key = await ceo_of(tx), (WEEK.saturday, OWN, "AX01")
    await comments.add(tx, key, person, ("province", "ظرفیت پست چه می‌شود؟"), NOW - timedelta(days=1))
    asked = "پیام‌های بی‌پاسخ (قدیمی‌ترین: سه‌شنبه ۳ آذر ۱۴۰۵): تأمین برق"
    found = (await ask(tx, "پاسخ ستاد چه شد؟")).splitlines()
    assert asked in found
    assert found[-1].startswith("در انتظار بررسی ستاد (قدیمی‌ترین: ")
    assert len(found) <= 12
    await comments.add(tx, key, person, ("headquarters", "بررسی می‌شود"), NOW)
    assert asked not in (await ask(tx, "پاسخ ستاد چه شد؟")).splitlines()


async def test_a_week_is_told_in_short_with_its_hands_and_what_wants_looking_at_first(tx: Transaction) -> None:
    lines = (await ask(tx, "گزارش هفتهٔ پیش")).splitlines()
    assert len(lines) <= 12
    assert lines[2] == "از ۱۳ محور این هفته، ۱۳ محور ثبت شده است."
    assert lines[3].startswith("واحد کارگاهی — ثبت شد (متوقف) | ")
    assert lines[-3:-1] == [t("ask.own.week.more", count=5), "بدون تغییر: نظارت الکترونیکی، بورس"]
    hand = "ثبت: مدیرعامل آذربایجان شرقی، ۱۳ محور؛ آخرین در چهارشنبه ۲۷ آبان ۱۴۰۵، ساعت ۸:۵۶"
    assert lines[-1].replace("\u2068", "").replace("\u2069", "") == hand
    electricity = (await ask(tx, "گزارش برق هفتهٔ قبل")).splitlines()
    assert electricity[3].startswith("تأمین برق — ثبت شد | اعتبار جذب‌شده ۱۲٫۸")


async def test_a_week_names_what_is_missing(tx: Transaction) -> None:
    person = await people.add(tx, "جانشین", "", "active", NOW)
    await people.save_duty(tx, person, Duty("ceo", "IR-21", "", ""))
    found, _question = await answer(tx, person, "گزارش هفتهٔ پیش", NOW)
    assert "گزارش‌نشده: شرکت‌های پیشران" in found.text.splitlines()
    not_asked, _question = await answer(tx, person, "گزارش زیباسازی این هفته", NOW)
    assert not_asked.text.splitlines()[-1] == t("ask.own.week.not_asked")


async def test_viewpoints_are_among_what_was_sent_for_who_gave_them_alone(tx: Transaction) -> None:
    person = await ceo_of(tx)
    brought = NewAnnouncement(
        person,
        "",
        "inform",
        "",
        "{}",
        "[]",
        "",
        urgent=False,
        repeats="",
        state="sent",
        body_hash="",
        send_at=NOW,
        due_at=NOW,
    )
    topic = await announcements.add(tx, brought, NOW)
    new = NewConsultation(topic, "land", "زمین", "opinion", "[]", "[]", named=True)
    await consultations.add(tx, new)
    for article in (1, 2):
        at = NOW - timedelta(hours=article)
        given = Viewpoint(0, OWN, article, person, "agree", "", "[]", None, "", "", late=False, given_at=at)
        await consultations.save_viewpoint(tx, topic, given)
    assert "۱ نظر در نظرخواهی" in (await ask(tx, "چه چیزی به ستاد فرستادم؟")).splitlines()[1]
    other = await people.add(tx, "رابط", "", "active", NOW)
    await people.save_duty(tx, other, Duty("liaison", OWN, "", "AX01"))
    assert "نظرخواهی" not in (await answer(tx, other, "چه چیزی به ستاد فرستادم؟", NOW))[0].text


async def test_colleague_is_answered_of_the_axes_that_were_handed_over(tx: Transaction) -> None:
    person = await ceo_of(tx)
    await people.drop_duty(tx, person, "ceo", OWN)
    await people.save_duty(tx, person, Duty("liaison", OWN, "", "AX02"))
    refused, _question = await answer(tx, person, "برق ۸ هفته", NOW)
    assert refused.text == t("ask.not_yours", axes="تأمین آب")
    week, _question = await answer(tx, person, "گزارش هفتهٔ پیش", NOW)
    assert "تأمین آب" in week.text
    assert "تأمین برق" not in week.text


async def test_rights_are_those_of_the_answer(tx: Transaction) -> None:
    person = await ceo_of(tx)
    await people.drop_duty(tx, person, "ceo", OWN)
    found, _question = await answer(tx, person, "برق ۸ هفته", NOW)
    assert "آذربایجان" not in found.text


async def test_ceo_of_two_provinces_is_answered_of_both_or_of_the_one_that_is_named(tx: Transaction) -> None:
    person = await ceo_of(tx)
    await people.save_duty(tx, person, Duty("ceo", "IR-21", "", ""))
    both, _question = await answer(tx, person, "کجا عقبیم؟", NOW)
    assert "استان آذربایجان شرقی" in both.text
    assert "استان یزد" in both.text
    one, _question = await answer(tx, person, "برق یزد ۸ هفته", NOW)
    assert "آذربایجان" not in one.text


async def test_course_has_its_picture_and_its_file(tx: Transaction) -> None:
    found, _question = await answer(tx, await ceo_of(tx), "برق ۸ هفته", NOW)
    assert found.draw
    assert rows_of(found, AskErrand(1, NOW, "برق ۸ هفته", "text", 1))
    assert found.sheet
    assert {row[1].value for row in found.sheet.rows} == {"آذربایجان شرقی"}


async def test_examples_are_understood(tx: Transaction) -> None:
    for key in ("ask.own.help", "ask.own.not_understood"):
        for line in t(key).splitlines()[1:]:
            assert await ask(tx, line.strip("«»")) != t("ask.own.not_understood")
            assert read_own_question(line.strip("«»"), known(), TODAY)
