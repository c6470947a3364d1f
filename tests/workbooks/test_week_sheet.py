"""The week's workbook holds what is owed, prefilled, and nothing else may be changed in it."""

from collections.abc import Sequence

from bot.reporting.cards import ReportView
from bot.reporting.draft import Draft
from tests.workbooks.conftest import Book, book_of, card_of, with_card


def list_of(book: Book, formula: str) -> Sequence[object]:
    """Return what stands where a list of choices refers to."""
    return [cell.value for cell in book.workbook["lists"][formula.split("$")[1]] if cell.value]


def test_there_is_a_row_for_each_indicator_that_is_owed_and_two_for_its_axis(week: ReportView) -> None:
    sheet = book_of(week).sheet
    keys = [str(row[0].value) for row in sheet.iter_rows(min_row=6)]
    indicators = [f"{card.code}/{each.code}" for card in week.cards for each in card.indicators]
    single = [key for key in indicators if key != "AX06/land_settled"]
    assert [key for key in keys if key.count("/") == 1] == single
    assert [key for key in keys if key.startswith("AX06/land_settled")] == [f"AX06/land_settled/{n}" for n in range(4)]
    assert [key for key in keys if key.startswith("AX01//")] == ["AX01//status", "AX01//action"]
    assert [row[1].value for row in sheet.iter_rows(min_row=6)] == list(range(1, len(keys) + 1))


def test_a_row_says_what_is_asked_and_what_was_said_last(week: ReportView) -> None:
    book = book_of(week)
    row = [cell.value for cell in book.sheet[book.row("AX01/elec_absorbed")]]
    assert row[1:8] == [2, "تأمین برق", "اعتبار جذب‌شده", "میلیارد تومان", "از ابتدای سال", 9, None]
    assert book.sheet.freeze_panes == "E6"


def test_what_is_answered_stands_in_the_cells_and_what_was_handed_in_is_not_asked(week: ReportView) -> None:
    draft = Draft(
        values={"elec_allocated": 125 * 10**9, "land_cases": 0, "land_settled": 10},
        words={
            "land_plan": "مصوب",
            "land_settled": '{"فسخ و خلع ید": 1, "اعطای مهلت": 2, "تمدید": 3, "خروج از دستور": 4}',
        },
        unchanged=("elec_absorbed",),
        unreported=("elec_capacity",),
        reasons={"elec_allocated": "real_fall"},
        status="attention",
        action="پیگیری",
    )
    answered = with_card(with_card(week, "AX01", draft=draft), "AX06", draft=draft)
    book = book_of(with_card(answered, "AX02", state="submitted"))
    keys = ["elec_allocated", "elec_absorbed", "elec_capacity", "elec_progress", "/status", "/action"]
    assert [book.answer(f"AX01/{key}") for key in keys] == [
        "۱۲٫۵", "بدون تغییر", "گزارشی ندارد", None, "نیازمند توجه", "پیگیری",
    ]  # fmt: skip
    assert book.sheet.cell(book.row("AX01/elec_allocated"), 10).value == "کاهش واقعی"
    assert [book.answer(f"AX06/land_settled/{n}") for n in range(4)] == ["۱", "۲", "۳", "۴"]
    assert [book.answer(f"AX06/{key}") for key in ("land_plan", "land_cases")] == ["مصوب", "۰"]
    assert not [row for row in book.sheet.iter_rows() if str(row[0].value).startswith("AX02")]


def test_only_the_answer_cells_are_open(week: ReportView) -> None:
    sheet = book_of(week).sheet
    assert sheet.protection.sheet
    open_columns = {cell.column for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert open_columns == {9, 10}


def test_what_may_be_chosen_fits_the_question(week: ReportView) -> None:
    book = book_of(with_card(week, "AX01", may_stay=False))
    offered = {
        str(each.sqref): list_of(book, str(each.formula1)) for each in book.sheet.data_validations.dataValidation
    }

    def choices(key: str) -> Sequence[object]:
        return offered[f"I{book.row(key)}"]

    assert choices("AX01/elec_absorbed") == ["گزارشی ندارد"]  # HQ wants a figure every week
    assert choices("AX02/water_flow") == ["گزارشی ندارد"]  # there is no past to stay at
    assert choices("AX06/land_plan") == [*card_of(week, "AX06").indicators[0].options, "گزارشی ندارد"]
    assert choices("AX01//status") == ["طبق برنامه", "نیازمند توجه", "متوقف"]
    assert offered[f"J{book.row('AX01/elec_absorbed')}"] == ["اصلاح آمار قبلی", "کاهش واقعی"]


def test_a_past_that_may_stay_is_offered_as_unchanged(week: ReportView) -> None:
    book = book_of(week)
    cell = f"I{book.row('AX01/elec_absorbed')}"
    (formula,) = [str(each.formula1) for each in book.sheet.data_validations.dataValidation if cell in str(each.sqref)]
    assert list_of(book, formula) == ["بدون تغییر", "گزارشی ندارد"]
