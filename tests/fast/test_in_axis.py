"""A message on the open card answers the indicator that it names, without a tap."""

import pytest

from bot.free_messages.proposal import InAxis, NoReport, Same
from bot.free_messages.reading import read_in_axis
from bot.language.reading.number import read_number
from bot.language.units import UNITS
from bot.programme.called import names_another
from bot.reporting.answers import AnswerDoubt, Figure, Words
from tests.fast.cards import card, cards

BILLION = 10**10


def read(text: str, axis: str = "AX01", asked: str = "") -> InAxis:
    others = tuple(each for each in cards() if each.code != axis)
    return read_in_axis(text, card(axis), asked, others)


@pytest.mark.parametrize(
    ("text", "code", "value"),
    [
        ("ظرفیت ۷", "elec_capacity", 700),
        ("ظرفیت: 7.5", "elec_capacity", 750),
        ("۷ مگاوات", "elec_capacity", 700),
        ("پیشرفت فیزیکی ۴۰", "elec_progress", 400),
        ("۴۰ درصد", "elec_progress", 400),
        ("جذب شده دوازده و نیم میلیارد تومان", "elec_absorbed", 125 * BILLION // 10),
    ],
)
def test_a_value_with_a_name_or_a_unit_finds_its_indicator(text: str, code: str, value: int) -> None:
    assert read(text, asked="elec_allocated") == InAxis(((code, Figure(value)),))


def test_several_clauses_answer_several_indicators() -> None:
    expected = (("elec_allocated", Figure(12 * BILLION)), ("elec_absorbed", Figure(11 * BILLION)))
    assert read("تخصیص ۱۲، جذب ۱۱").answers == expected
    assert read("تخصیص ۱۲ جذب ۱۱").answers == expected
    assert read("۱۲ تخصیص و ۱۱ جذب").answers == expected


def test_a_bare_number_answers_what_is_asked() -> None:
    assert read("۱۲ میلیارد", asked="elec_absorbed").answers == (("elec_absorbed", Figure(12 * BILLION)),)
    assert read("۱۲", asked="elec_capacity").answers == (("elec_capacity", Figure(1200)),)


def test_a_bare_number_that_nobody_asked_for_answers_nothing() -> None:
    assert read("۱۲") == InAxis((), ("۱۲",))


def test_a_message_that_names_nothing_is_left_to_what_is_asked() -> None:
    assert read("نمی‌دانم").answers == ()
    assert read("").answers == ()


def test_no_change_and_no_report_are_answers_of_their_own() -> None:
    assert read("جذب بدون تغییر").answers == (("elec_absorbed", Same()),)
    assert read("برای جذب گزارشی نداریم").answers == (("elec_absorbed", NoReport()),)
    assert read("جذب ۱۲، بقیه بدون تغییر").answers == (("elec_absorbed", Figure(12 * BILLION)), ("", Same()))


@pytest.mark.parametrize(
    "text", ["همان هفتهٔ پیش", "همان هفته قبل", "مثل هفته پیش", "مثل قبل", "تغییری نداشتیم", "همان"]
)
def test_what_stays_as_it_was_is_the_indicator_that_is_asked(text: str) -> None:
    assert read(text, asked="elec_absorbed").answers == (("elec_absorbed", Same()),)


@pytest.mark.parametrize("text", ["بقیه بدون تغییر", "بقیه مثل هفته پیش", "بقیه همان", "برق بدون تغییر"])
def test_the_rest_and_a_whole_axis_stay_when_they_are_named(text: str) -> None:
    assert read(text, asked="elec_absorbed").answers == (("", Same()),)


def test_there_is_none_asks_whether_it_is_zero() -> None:
    ((code, doubt),) = read("جذب نداریم").answers
    assert code == "elec_absorbed"
    assert isinstance(doubt, AnswerDoubt)
    assert [value for _, value in doubt.readings] == [0, None]


def test_as_many_bare_numbers_as_indicators_are_offered_in_their_order() -> None:
    found = read("۱۵، ۱۲، ۷، ۴۶").answers
    assert [code for code, _ in found] == ["elec_allocated", "elec_absorbed", "elec_capacity", "elec_progress"]
    assert all(isinstance(answer, AnswerDoubt) and len(answer.readings) == 1 for _, answer in found)
    assert read("۱۵، ۱۲").answers == ()


def test_the_name_of_a_province_on_a_card_is_a_word_that_was_not_read() -> None:
    ((code, doubt),) = read("یزد جذب ۱۲").answers
    assert code == "elec_absorbed"
    assert isinstance(doubt, AnswerDoubt)
    assert "یزد" in doubt.reason
    assert [value for _, value in doubt.readings] == [12 * BILLION]


@pytest.mark.parametrize("words", ["یک میلیارد اضافه شد", "+۱", "+ ۱ میلیارد", "۱ میلیارد بیشتر از هفتهٔ پیش"])
def test_an_increase_is_asked_with_the_new_total_first(words: str) -> None:
    ((code, doubt),) = read(words, asked="elec_absorbed").answers
    assert code == "elec_absorbed"
    assert isinstance(doubt, AnswerDoubt)
    assert [value for _, value in doubt.readings] == [12 * BILLION, BILLION]


@pytest.mark.parametrize("words", ["۸+۴", "۱۲ + ۳", "۵+"])
def test_a_sum_is_no_increase(words: str) -> None:
    assert getattr(read_number(words, UNITS["bn_toman"]), "sense", "") == ""


def test_a_wrong_unit_is_refused_with_its_reason() -> None:
    ((code, doubt),) = read("پیشرفت ۱۲ لیتر بر ثانیه").answers
    assert code == "elec_progress"
    assert isinstance(doubt, AnswerDoubt)
    assert doubt.readings == ()


def test_a_message_on_another_axis_belongs_to_the_fast_lane() -> None:
    assert read("آب ۳ فقره مانده") == InAxis((), (), elsewhere=True)
    assert read("آب ۳", asked="elec_allocated").elsewhere


def test_a_message_on_another_axis_is_no_answer_to_stages_that_are_asked() -> None:
    bourse = next(each.code for each in cards() if any(one.code == "bourse_stage" for one in each.indicators))
    assert read("برق ۲ میلیارد تومان جذب شد", bourse, "bourse_stage") == InAxis((), (), perhaps=True)


def test_a_text_that_is_asked_for_stays_a_text() -> None:
    assert read("نمایشگاه صنعت تبریز با ۱۲ واحد", "AX09", "pav_next").answers == ()
    assert read("نمایشگاه بعدی: صنعت تبریز", "AX09").answers == (("pav_next", Words("صنعت تبریز")),)


def test_what_was_not_understood_is_handed_back() -> None:
    assert read("جذب ۱۲، ترانس خراب شد") == InAxis((("elec_absorbed", Figure(12 * BILLION)),), ("ترانس خراب شد",))


def test_a_word_of_the_open_axis_is_no_other_axis() -> None:
    assert read("آب ۵۰۰۰ مترمکعب در روز", "AX05").answers == (("reuse_flow", Figure(5000)),)


def test_a_number_among_strange_words_is_no_answer_that_nobody_asked_for() -> None:
    assert read("آب ۳ فقره مانده، تصفیه‌خانه ۵", "AX05") == InAxis((("reuse_plants", Figure(5)),), ("آب ۳ فقره مانده",))


def test_a_clause_that_names_no_axis_speaks_of_the_open_one() -> None:
    assert read("۱۲ واحد", asked="elec_allocated").elsewhere is False
    assert read("تکمیل ۱۲", "AX13").answers == (("wk_done", Figure(12)),)
    assert read("تکمیل ۱۲").elsewhere is False


@pytest.mark.parametrize(
    ("text", "axis", "another"),
    [
        ("کارگاهی ۱۲ از ۲۸ تکمیل", "AX01", True),
        ("برق ۱۲", "AX02", True),
        ("برق ۱۲", "AX01", False),
        ("آب ۵۰۰۰ مترمکعب در روز", "AX05", False),
        ("۱۲ میلیارد", "AX01", False),
    ],
)
def test_a_figure_beside_the_name_of_another_axis_is_seen_to_be(text: str, axis: str, another: bool) -> None:
    assert names_another(text, card(axis).called) is another
