"""Rows corrected in words: the value is carried, the reason is asked once, the other rows stay as they are."""

from dataclasses import replace

import pytest

from bot.free_messages.corrections import Mended, RowOrder, read_mended, read_row_order
from bot.free_messages.proposal import Proposal
from bot.free_messages.reading import propose
from bot.reporting.answers import Figure
from bot.reporting.facts import SaveDraft, Submit
from bot.said import Choice, Stale, Text
from handlers.free_messages.rules import open_rows
from handlers.free_messages.view import FastState, view_of
from handlers.reporting.steps import step as report_step
from tests.fast.cards import cards
from tests.fast.test_steps import BILLION, Talk, handed_in

THREE = "برق جذب ۱۲، ظرفیت ۷، پیشرفت ۴۰"
MANY = "برق تخصیص ۱۵، جذب ۱۲، ظرفیت ۷، پیشرفت ۴۰؛ پساب: تصفیه‌خانه ۴، قرارداد ۲، ۵۰۰۰ مترمکعب در روز؛ بورس ۲ شرکت معرفی"
MORE = "بورس ۴۵ میلیارد تأمین مالی شد، آب ۳۵ لیتر بر ثانیه"


def rows(talk: Talk) -> tuple[Proposal, ...]:
    assert talk.state is not None
    return open_rows(view_of(talk.state, talk.report))


def labels(talk: Talk) -> list[str]:
    return [button.label for button in talk.buttons]


@pytest.mark.parametrize(
    ("said", "order"),
    [
        ("تأیید ۲", RowOrder("keep", (2,))),
        ("تایید ردیف ۲", RowOrder("keep", (2,))),
        ("تأیید ۱ و ۳", RowOrder("keep", (1, 3))),
        ("تأیید ۱،۳", RowOrder("keep", (1, 3))),
        ("تأیید ۱، ۳", RowOrder("keep", (1, 3))),
        ("تأیید ۱ تا ۳", RowOrder("keep", (1, 2, 3))),
        ("تأیید یک و سه", RowOrder("keep", (1, 3))),
        ("رد ۲", RowOrder("leave", (2,))),
        ("حذف ۲", RowOrder("leave", (2,))),
        ("ردیف ۲ حذف شود", RowOrder("leave", (2,))),
        ("کنار گذاشتن ۲", RowOrder("leave", (2,))),
        ("اصلاح ۱", RowOrder("mend", (1,))),
        ("اصلاح ۱ و ۲", RowOrder("mend", (1, 2))),
        ("اصلاح ۱: ۱۱٫۵", RowOrder("mend", (1,), "۱۱٫۵")),
        ("اصلاح ۱ به ۱۱٫۵ میلیارد", RowOrder("mend", (1,), "۱۱٫۵ میلیارد")),
        ("۱: ۱۱٫۵", RowOrder("mend", (1,), "۱۱٫۵")),
        ("اصلاح ردیف یک: یازده و نیم", RowOrder("mend", (1,), "یازده و نیم")),
        ("۱: برق ۱۲", None),
        ("۱- ۱۲", None),
        ("تأیید", None),
        ("تأیید ۱ و ۲ میلیارد", None),
        ("حذف ۲ شرکت", None),
        ("حذف ۲۰۰ میلیارد", None),
        ("اصلاح ۲ فقره قرارداد", None),
        ("۱۲", None),
    ],
)
def test_words_about_rows_are_told_from_reports(said: str, order: RowOrder | None) -> None:
    assert read_row_order(said) == order


@pytest.mark.parametrize(
    ("said", "mended"),
    [
        ("برق ۱۲ نبود ۱۱٫۵ بود", Mended("برق", "۱۲", "۱۱٫۵")),
        ("۱۲ میلیارد اشتباه است، ۱۱٫۵ میلیارد درست است", Mended("", "۱۲ میلیارد", "۱۱٫۵ میلیارد")),
        ("از ۱۱٫۵ به ۱۲", Mended("", "۱۱٫۵", "۱۲", denied=False)),
        ("نه، ۱۱٫۵", Mended("", "", "۱۱٫۵")),
        ("خیر ۱۱٫۵ است", Mended("", "", "۱۱٫۵")),
        ("۱۱٫۵ نه ۱۲", Mended("", "۱۱٫۵", "۱۲", either=True)),
        ("آب ۳، برق ۱۲ نبود ۱۱٫۵ بود", None),
        ("نه صد میلیون", None),
        ("آب نبود", None),
        ("جذب از ۱۱ به ۱۲ رسید", None),
    ],
)
def test_a_figure_that_takes_the_place_of_another_is_read_where_nothing_else_is_said(
    said: str, mended: Mended | None
) -> None:
    assert read_mended(said) == mended


@pytest.mark.parametrize(
    "said",
    [
        "اصلاح ۱: ۱۱٫۵",
        "اصلاح ۱ به ۱۱٫۵",
        "۱: ۱۱٫۵",
        "برق ۱۲ نبود ۱۱٫۵ بود",
        "از ۱۲ به ۱۱٫۵",
        "۱۲ نه، ۱۱٫۵",
        "۱۱٫۵ نه ۱۲",
    ],
)
def test_a_value_in_words_is_carried_into_its_row_and_the_others_stay(said: str) -> None:
    talk = Talk(THREE)
    before = rows(talk)
    talk.say(Text(said))
    after = rows(talk)
    assert after[1:] == before[1:]
    assert after[0].answer == Figure(int(11.5 * BILLION))
    assert not talk.facts
    talk.tap("تأیید هر ۳ ردیف مشخص")
    assert talk.draft("AX01").values["elec_absorbed"] == int(11.5 * BILLION)


def test_a_corrected_value_is_weighed_like_any_other() -> None:
    talk = Talk(THREE)
    talk.say(Text("اصلاح ۱: ۹"))
    assert rows(talk)[0].question is not None
    talk.tap("۱) کاهش واقعی")
    assert talk.draft("AX01").values == {"elec_absorbed": 9 * BILLION}
    assert talk.draft("AX01").reasons == {"elec_absorbed": "real_fall"}


def test_a_value_that_cannot_be_changes_nothing_and_says_why() -> None:
    talk = Talk(THREE)
    before = rows(talk)
    talk.say(Text("اصلاح ۳: ۱۲۰ درصد"))
    assert rows(talk) == before
    assert "۱۰۰" in talk.screen.text


def test_no_with_a_figure_is_of_the_one_row_that_is_open() -> None:
    talk = Talk("برق جذب ۱۲")
    talk.say(Text("نه، ۱۱٫۵"))
    assert [row.answer for row in rows(talk)] == [Figure(int(11.5 * BILLION))]
    talk = Talk(THREE)
    before = rows(talk)
    talk.say(Text("نه، ۱۱٫۵"))
    assert rows(talk) == before
    assert "مشخص نیست کدام ردیف" in talk.screen.text


def test_a_row_that_may_be_of_several_indicators_is_corrected_and_still_asked() -> None:
    talk = Talk("آب ۳، بورس ۲ شرکت معرفی")
    talk.say(Text("اصلاح ۱: ۴"))
    assert "۱) واحدهای برخوردارشده از آب: ۴ واحد" in labels(talk)
    assert len(rows(talk)) == 2


def test_rows_are_kept_and_left_out_by_their_numbers() -> None:
    talk = Talk(THREE)
    talk.say(Text("تأیید ۱ و ۳"))
    assert talk.draft("AX01").values == {"elec_absorbed": 12 * BILLION, "elec_progress": 400}
    talk.say(Text("حذف ۱"))
    assert talk.screen.text.startswith("کنار گذاشته شد: تأمین برق، ظرفیت برق تأمین‌شده")
    assert talk.draft("AX01").values == {"elec_absorbed": 12 * BILLION, "elec_progress": 400}
    assert not rows(talk)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("تأیید ۹", "ردیف ۹ نمایش داده نشده است."),
        ("حذف ۹", "ردیف ۹ نمایش داده نشده است."),
        ("۹: ۱۲", "ردیف ۹ نمایش داده نشده است."),
        ("اصلاح ۱", "لطفاً مقدار درست را نیز بنویسید"),
        ("تأیید ۱ و ۲", "ردیف ۲ پرسش دارد."),
    ],
)
def test_what_cannot_be_done_with_a_row_is_said(said: str, told: str) -> None:
    talk = Talk("برق ظرفیت ۷، جذب ۵")
    before = rows(talk)
    talk.say(Text(said))
    assert told in talk.screen.text
    assert rows(talk) == before
    assert not talk.facts


def test_a_number_is_no_report_once_no_row_is_left() -> None:
    talk = Talk("برق ظرفیت ۷")
    talk.tap("تأیید ۱")
    talk.say(Text("تأیید ۲"))
    assert "اکنون ردیفی در انتظار تأیید نیست." in talk.screen.text


def test_a_button_keeps_exactly_the_rows_above_it_and_the_newest_message_stands_first() -> None:
    talk = Talk(MANY)
    talk.say(Text(MORE))
    assert [row.axis for row in rows(talk)][:2] == ["AX04", "AX02"]
    assert len(rows(talk)) == 10
    assert "و ۲ ردیف دیگر پس از این‌ها" in talk.screen.text
    shown = rows(talk)[:8]
    talk.tap("تأیید هر ۸ ردیف مشخص")
    kept = {(fact.axis, code) for fact in talk.facts for code in fact.draft.answered}
    assert kept == {(row.axis, row.indicator) for row in shown}
    assert len(rows(talk)) == 2


def test_yes_keeps_only_what_is_shown() -> None:
    talk = Talk(MANY)
    talk.say(Text(MORE))
    talk.say(Text("تأیید"))
    assert len(rows(talk)) == 2


def test_a_newer_row_on_the_same_indicator_takes_the_place_of_the_older_one_and_says_so() -> None:
    talk = Talk("برق جذب ۱۲، ظرفیت ۷")
    talk.say(Text("برق ۱۳ میلیارد جذب شد"))
    assert talk.screen.text.startswith("با پیام تازه جایگزین شد: تأمین برق، اعتبار جذب‌شده")
    assert [row.answer for row in rows(talk)] == [Figure(13 * BILLION), Figure(700)]
    talk.say(Stale())
    assert len(rows(talk)) == 2


def test_a_row_that_was_asked_is_answered_by_a_newer_message() -> None:
    talk = Talk("آب ۳، بورس ۲ شرکت معرفی")
    talk.say(Text("آب ۳ فقره در انتظار"))
    assert [row.indicator for row in rows(talk)] == ["water_pending", "bourse_intro"]
    assert talk.screen.text.startswith("با پیام تازه جایگزین شد: تأمین آب")


def test_a_row_whose_axis_is_gone_says_so() -> None:
    talk = Talk("برق ظرفیت ۷، بورس ۲ شرکت معرفی")
    talk.report = replace(talk.report, cards=tuple(card for card in talk.report.cards if card.code != "AX04"))
    talk.say(Choice("leave", ("nothing",)))
    assert "دیگر خواسته نمی‌شود و کنار رفت: بورس، شرکت‌ها/طرح‌های معرفی‌شده" in talk.screen.text


def test_the_follow_up_speaks_of_the_axis_of_the_message_before() -> None:
    talk = Talk("برق جذب ۱۲")
    talk.say(Text("پیشرفت ۴۰ درصد"))
    assert [row.indicator for row in rows(talk)] == ["elec_progress", "elec_absorbed"]


def test_a_handed_in_axis_is_corrected_with_its_value_and_a_reason_and_the_other_rows_stay() -> None:
    talk = Talk("برق جذب ۱۳، بورس ۲ شرکت معرفی", handed_in())
    talk.report = replace(
        talk.report,
        cards=tuple(
            next(card for card in cards() if card.code == each.code) if each.code == "AX04" else each
            for each in talk.report.cards
        ),
    )
    talk.say(Text("اصلاح ۱"))
    assert "اعتبار جذب‌شده: از \u2068۱۱ میلیارد تومان\u2069 به \u2068۱۳ میلیارد تومان\u2069" in talk.screen.text
    assert "اشتباه در نوشتن رقم" in labels(talk)
    talk.say(Stale())
    talk.tap("اشتباه در نوشتن رقم")
    assert [type(fact) for fact in talk.facts] == [SaveDraft, Submit]
    assert talk.facts[-1].draft.values["elec_absorbed"] == 13 * BILLION
    assert talk.facts[-1].reason == "اشتباه در نوشتن رقم"
    assert talk.screen.text.startswith("**اصلاحیه ثبت شد: تأمین برق**")
    assert [row.axis for row in rows(talk)] == ["AX04"]


def test_the_reason_is_asked_once_for_all_rows_of_an_axis() -> None:
    talk = Talk("برق جذب ۱۳، ظرفیت ۷، پساب قرارداد ۲", handed_in())
    talk.tap("اصلاح ۱ و ۲")
    talk.say(Text("رقم تازه از برق منطقه‌ای رسید"))
    (fact,) = [fact for fact in talk.facts if isinstance(fact, Submit)]
    assert (fact.reason, fact.draft.values["elec_capacity"]) == ("رقم تازه از برق منطقه‌ای رسید", 700)
    assert [row.axis for row in rows(talk)] == ["AX05"]


def test_a_correction_without_its_reason_waits_until_the_rows_are_done() -> None:
    talk = Talk("برق جذب ۱۳", handed_in())
    talk.tap("اصلاح ۱")
    talk.tap("بازگشت")
    assert talk.screen.text == "اصلاح محور تأمین برق هنوز ثبت نشده است."
    talk.tap("ثبت اصلاحیه: تأمین برق")
    talk.tap("درخواست ستاد")
    assert talk.facts[-1].draft.values["elec_absorbed"] == 13 * BILLION


def test_words_about_rows_or_of_other_axes_are_no_reason() -> None:
    talk = Talk("برق جذب ۱۳، پساب قرارداد ۲", handed_in())
    talk.tap("اصلاح ۱")
    for said in ("تأیید ۲", "ثبت", "بله"):
        talk.say(Text(said))
        assert "لطفاً دلیل اصلاح را انتخاب فرمایید" in talk.screen.text
    talk.say(Text("آب ۳۵ لیتر بر ثانیه"))
    assert [row.axis for row in rows(talk)] == ["AX02", "AX05"]
    assert not [fact for fact in talk.facts if isinstance(fact, Submit)]


def test_a_figure_of_a_handed_in_axis_is_found_by_the_value_that_stands_on_it() -> None:
    talk = Talk("برق ۱۱ نبود ۱۱٫۵ بود", handed_in())
    assert [(row.indicator, row.answer) for row in rows(talk)] == [("elec_absorbed", Figure(int(11.5 * BILLION)))]


def test_a_correction_that_changes_nothing_is_none() -> None:
    talk = Talk("برق جذب ۱۱", handed_in())
    talk.tap("اصلاح ۱")
    assert "پاسخ‌های ثبت‌شدهٔ محور تأمین برق تغییری نکرد." in talk.screen.text
    assert not [fact for fact in talk.facts if isinstance(fact, Submit)]


def test_the_week_and_its_cards_lead_back_to_the_rows_that_are_open() -> None:
    talk = Talk("برق جذب ۱۲، ظرفیت ۷")
    before = rows(talk)
    talk.tap("بازگشت")
    state = talk.left_for
    assert state is not None
    assert state.note == "۲ ردیف تأییدنشده باز مانده است."
    for said in (Choice("enter"), Choice("open", ("AX02",)), Choice("back"), Choice("open", ("AX02",))):
        opened = "AX02" if said.name == "open" else ""
        taken = report_step(replace(talk.report, state=state, opened=opened), said, talk.now)
        assert taken.state is not None
        state = taken.state
        assert "بازگشت به ردیف‌های پیام" in [button.label for row in taken.screens[0].rows for button in row]
    onward = report_step(replace(talk.report, state=state, opened="AX02"), Choice("reading"), talk.now).onward
    assert onward is not None
    talk.state = FastState(**onward.values)  # type: ignore[arg-type]
    talk.say(Choice("enter"))
    assert rows(talk) == before


def test_a_message_that_is_written_on_a_card_joins_the_rows_that_are_open() -> None:
    talk = Talk("برق جذب ۱۲، ظرفیت ۷")
    talk.tap("بازگشت")
    state = talk.left_for
    assert state is not None
    onward = report_step(replace(talk.report, state=state), Text("بورس ۲ شرکت معرفی"), talk.now).onward
    assert onward is not None
    talk.state = FastState(**onward.values)  # type: ignore[arg-type]
    talk.say(Choice("enter"))
    assert [row.axis for row in rows(talk)] == ["AX04", "AX01", "AX01"]


@pytest.mark.parametrize("word", ["قرار است", "مکاتبه جهت", "درخواست", "شاید", "بوشهر", "تا پایان سال"])
@pytest.mark.parametrize("change", ["از ۱۱ به ۱۲", "۱۱ نبود ۱۲ بود"])
def test_words_that_make_a_figure_doubtful_are_not_lost_in_a_correction(word: str, change: str) -> None:
    for row in propose(f"{word} برق {change}", cards()).rows:
        assert row.question is not None
    talk = Talk("برق جذب ۱۳")
    talk.say(Text(f"{word} برق {change}"))
    assert Figure(13 * BILLION) in [row.answer for row in rows(talk) if row.question is None]
