"""What is typed in a workbook is read, weighed and asked about like a typed message; what is wrong says where."""

from dataclasses import replace

import pytest

from bot.reporting.cards import ReportView
from bot.reporting.draft import Draft
from bot.workbooks.comparing_rules import compare, is_ready
from bot.workbooks.review import Finding, Kind, Review
from bot.workbooks.week_rows import Typed
from tests.workbooks.conftest import card_of, with_card

BN = 10**10
ALLOCATED, ABSORBED, CAPACITY, PROGRESS = (
    f"AX01/elec_{name}" for name in ("allocated", "absorbed", "capacity", "progress")
)


def read(week: ReportView, *typed: Typed) -> Review:
    return compare(week, typed)


def only(review: Review) -> Finding:
    (finding,) = review.findings
    return finding


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (Typed(ALLOCATED, 1, "۱۲٫۵"), 125 * 10**9),
        (Typed(ALLOCATED, 1, "۱۲٫۵ میلیارد تومان"), 125 * 10**9),
        (Typed(ALLOCATED, 1, "دوازده و نیم"), 125 * 10**9),
        (Typed(ALLOCATED, 1, "12.5", "number"), 125 * 10**9),
        (Typed(ALLOCATED, 1, "12.345", "number"), 12345 * 10**7),
        (Typed(CAPACITY, 3, "5.25", "number"), 525),
        (Typed(PROGRESS, 4, "40%"), 400),
        (Typed(PROGRESS, 4, "40", "number"), 400),
    ],
)
def test_numbers_are_read_as_text_and_as_real_ones(week: ReportView, typed: Typed, value: int) -> None:
    review = read(week, typed)
    assert only(review).kind is Kind.CHANGE
    assert review.sure["AX01"].values == {typed.key.partition("/")[2]: value}


def test_a_change_says_its_row_and_what_stood_before(week: ReportView) -> None:
    finding = only(read(week, Typed(ABSORBED, 2, "۹٫۵")))
    assert (finding.number, finding.axis, finding.title) == (2, "تأمین برق", "اعتبار جذب‌شده")
    assert (finding.said, finding.before) == ("۹٫۵ میلیارد تومان", "۹ میلیارد تومان")


def test_what_was_answered_already_and_what_is_empty_says_nothing_new(week: ReportView) -> None:
    draft = Draft(
        {"elec_allocated": 13 * BN}, unchanged=("elec_absorbed", "elec_progress"), unreported=("elec_capacity",)
    )
    same = with_card(week, "AX01", draft=replace(draft, status="stopped", action="پیگیری"))
    cells = ("۱۳", "بدون تغییر", "گزارشی ندارد", "بدون تغییر", "متوقف", "پیگیری")
    keys = (ALLOCATED, ABSORBED, CAPACITY, PROGRESS, "AX01//status", "AX01//action")
    typed = [Typed(key, number, text) for number, (key, text) in enumerate(zip(keys, cells, strict=True))]
    assert compare(same, [*typed, Typed("AX02/water_flow", 9, "  ")]) == Review()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (Typed(CAPACITY, 3, "۲۰"), "بیش از سه برابر گزارش قبلی"),
        (Typed(ALLOCATED, 1, "120", "number"), "میلیارد ریال"),
        (Typed(ABSORBED, 2, "12 میلیون ریال"), "برداشت شد"),
    ],
)
def test_a_value_that_does_not_fit_is_taken_only_with_a_confirmation(
    week: ReportView, typed: Typed, words: str
) -> None:
    review = read(week, typed)
    assert only(review).kind is Kind.CONFIRM
    assert words in only(review).reason
    assert review.sure == {}
    assert list(review.confirmed["AX01"].values) == [typed.key.partition("/")[2]]


@pytest.mark.parametrize(
    ("cause", "kind", "reasons"),
    [
        ("", Kind.ASK, None),
        ("دلیل دیگر", Kind.ASK, None),
        ("اصلاح آمار قبلی", Kind.CHANGE, {"elec_absorbed": "correction"}),
        ("كاهش واقعي", Kind.CHANGE, {"elec_absorbed": "real_fall"}),
    ],
)
def test_a_fall_of_a_total_wants_its_reason(
    week: ReportView, cause: str, kind: Kind, reasons: dict[str, str] | None
) -> None:
    review = read(week, Typed(ABSORBED, 2, "۸", cause=cause))
    assert only(review).kind is kind
    assert (review.sure["AX01"].reasons if review.sure else None) == reasons
    assert review.sure == review.confirmed


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        (Typed(ABSORBED, 2, "-"), "صفر میلیارد تومان یا این هفته گزارشی ندارم"),
        (Typed(PROGRESS, 4, "0.4", "number"), "۰٫۴ درصد یا ۴۰ درصد"),
    ],
)
def test_what_may_mean_two_things_waits_for_the_chat(week: ReportView, typed: Typed, readings: str) -> None:
    review = read(week, typed)
    assert only(review).kind is Kind.ASK
    assert readings in only(review).reason
    assert (review.sure, review.confirmed) == ({}, {})


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (Typed(ABSORBED, 2, "abc"), "عددی یافت نشد"),
        (Typed(ABSORBED, 2, "-3", "number"), "منفی"),
        (Typed(ABSORBED, 2, "2026-01-02", "date"), "تاریخ شده است"),
        (Typed(ABSORBED, 2, "#REF!"), "عددی یافت نشد"),
        (Typed("AX02/water_units", 8, "2.5", "number"), "بدون اعشار"),
        (Typed("AX02/water_units", 8, "بدون تغییر"), "گزارش قبلی ندارد"),
        (Typed("AX06/land_plan", 26, "نمی‌دانم"), "گزینه‌های همین خانه"),
        (Typed("AX01//status", 5, "خوب"), "گزینه‌های همین خانه"),
        (Typed("AX01//action", 6, "ا" * 301), "۳۰۰"),
        (Typed("AX06/land_settled/1", 29, "۳"), "همهٔ بخش‌ها"),
    ],
)
def test_a_mistake_says_its_row_and_what_to_do(week: ReportView, typed: Typed, words: str) -> None:
    review = read(week, typed)
    assert (only(review).kind, only(review).number) == (Kind.MISTAKE, typed.number)
    assert words in only(review).reason
    assert (review.sure, review.confirmed) == ({}, {})


def test_a_mistake_does_not_hold_up_the_other_rows(week: ReportView) -> None:
    review = read(week, Typed(ALLOCATED, 1, "۱۳"), Typed(ABSORBED, 2, "abc"), Typed("AX02/water_flow", 7, "۳"))
    assert [finding.kind for finding in review.findings] == [Kind.CHANGE, Kind.MISTAKE, Kind.CHANGE]
    assert {axis: draft.values for axis, draft in review.sure.items()} == {
        "AX01": {"elec_allocated": 13 * BN},
        "AX02": {"water_flow": 30},
    }


def test_unchanged_is_its_own_answer_and_counted_by_axis(week: ReportView) -> None:
    review = read(week, *(Typed(key, 1, "بدون تغيير") for key in (ALLOCATED, ABSORBED, CAPACITY, PROGRESS)))
    assert (review.findings, review.same) == ((), (("تأمین برق", 4),))
    draft = review.sure["AX01"]
    assert (draft.values, len(draft.unchanged)) == ({}, 4)
    assert review.count(Kind.CHANGE) == 4


def test_unchanged_is_refused_where_headquarters_wants_a_figure(week: ReportView) -> None:
    review = read(with_card(week, "AX01", may_stay=False), Typed(ALLOCATED, 1, "بدون تغییر"))
    assert "«بدون تغییر» پذیرفته نمی‌شود" in only(review).reason


def test_parts_are_taken_together_with_their_sum(week: ReportView) -> None:
    review = read(week, *(Typed(f"AX06/land_settled/{n}", 28 + n, text) for n, text in enumerate("۱۲۳۴")))
    draft = review.sure["AX06"]
    assert draft.values == {"land_settled": 10}
    assert '"تمدید": 3' in draft.words["land_settled"]


def test_each_wrong_part_is_said_with_its_own_row(week: ReportView) -> None:
    texts = ("۱", "x", "۲٫۵", "۴")
    review = read(week, *(Typed(f"AX06/land_settled/{n}", 28 + n, text) for n, text in enumerate(texts)))
    assert [(finding.kind, finding.number) for finding in review.findings] == [(Kind.MISTAKE, 29), (Kind.MISTAKE, 30)]


def test_nothing_to_report_answers_all_parts_at_once(week: ReportView) -> None:
    cells = [Typed(f"AX06/land_settled/{n}", 28 + n, "گزارشی ندارد") for n in range(4)]
    assert read(week, *cells).sure["AX06"].unreported == ("land_settled",)
    mixed = read(week, *cells[:3], Typed("AX06/land_settled/3", 31, "۴"))
    assert "همهٔ بخش‌ها" in only(mixed).reason


def test_yes_and_no_are_chosen_or_true_and_false(week: ReportView) -> None:
    first, *rest = card_of(week, "AX02").indicators
    asked = with_card(week, "AX02", indicators=(replace(first, kind="yesno", options=()), *rest))
    for typed, value in ((Typed("AX02/water_flow", 7, "بله"), 1), (Typed("AX02/water_flow", 7, "0", "truth"), 0)):
        assert read(asked, typed).sure["AX02"].values == {"water_flow": value}


def test_a_text_is_taken_as_it_was_written(week: ReportView) -> None:
    first, *rest = card_of(week, "AX02").indicators
    asked = with_card(week, "AX02", indicators=(replace(first, kind="text", max_chars=20), *rest))
    assert read(asked, Typed("AX02/water_flow", 7, "بدون تغییر")).sure["AX02"].words == {"water_flow": "بدون تغییر"}
    assert only(read(asked, Typed("AX02/water_flow", 7, "ا" * 21))).kind is Kind.MISTAKE


def test_a_part_over_its_whole_is_said_and_keeps_the_axis_from_being_handed_in(week: ReportView) -> None:
    review = read(
        week, Typed(ALLOCATED, 1, "۱۲"), Typed(ABSORBED, 2, "۱۳"), Typed(CAPACITY, 3, "۶"), Typed(PROGRESS, 4, "۴۰")
    )
    (mistake,) = [finding for finding in review.findings if finding.kind is Kind.MISTAKE]
    assert "«اعتبار جذب‌شده» (۱۳ میلیارد تومان) از «اعتبار تخصیص‌یافته» (۱۲ میلیارد تومان) بیشتر است" in mistake.reason
    assert not is_ready(week, replace(card_of(week, "AX01"), draft=review.sure["AX01"]))


def test_an_axis_that_was_handed_in_meanwhile_stays_as_it_is(week: ReportView) -> None:
    review = read(with_card(week, "AX01", state="submitted"), Typed(ALLOCATED, 1, "۱۳"))
    assert (review.findings, review.sure, review.skipped) == ((), {}, ("تأمین برق",))


def test_a_complete_axis_is_ready_and_an_early_or_long_unchanged_one_is_not(week: ReportView) -> None:
    card = card_of(week, "AX01")
    same = replace(card, draft=Draft(unchanged=tuple(each.code for each in card.indicators)))
    assert is_ready(week, same)
    assert not is_ready(week, replace(same, standing_weeks=2))
    assert not is_ready(week, card)
    assert not is_ready(replace(week, moment=week.times.opens.replace(hour=0)), same)


def test_a_value_over_the_ceiling_is_asked_in_the_chat_with_its_reason(week: ReportView) -> None:
    review = read(week, Typed("AX02/water_flow", 7, "650", "number"))
    assert only(review).kind is Kind.ASK
    assert "بیش از سقف این شاخص (۵۰۰ لیتر بر ثانیه)" in only(review).reason
    assert "در گفت‌وگو" in only(review).reason
    assert (review.sure, review.confirmed) == ({}, {})
