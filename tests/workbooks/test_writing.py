"""Workbooks as another program finds them: from right to left, values only, the same bytes for the same content."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from bot.sheets.book import Cell, Colours, Column, Sheet
from bot.sheets.writing import sheet_name, write_workbook

COLUMNS = (Column("ردیف", 6), Column("اعتبار (میلیارد تومان)"))


def sheet(*rows: tuple[Cell, ...], protected: bool = False) -> Sheet:
    return Sheet("برق", COLUMNS, rows, ("تأمین برق",), frozen_columns=1, protected=protected)


def read(*sheets: Sheet) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_workbook(sheets)))


def test_a_sheet_stands_from_right_to_left_with_its_headings_in_sight() -> None:
    found = read(sheet((Cell(1), Cell(Decimal("12.5")))))["برق"]
    assert found.sheet_view.rightToLeft
    assert found.freeze_panes == "B3"
    assert [[cell.value for cell in row] for row in found] == [
        ["تأمین برق", None],
        ["ردیف", "اعتبار (میلیارد تومان)"],
        [1, 12.5],
    ]


@pytest.mark.parametrize(
    ("value", "number_format"),
    [
        (12_000, "#,##0"),
        (Decimal(12), "#,##0"),
        (Decimal("0.25"), "#,##0.00"),
        (Decimal("1E+3"), "#,##0"),
        (date(2026, 11, 25), "yyyy-mm-dd"),
    ],
)
def test_numbers_and_dates_are_real_ones(value: Decimal | date, number_format: str) -> None:
    cell = read(sheet((Cell(value),)))["برق"]["A3"]
    assert (cell.data_type, cell.number_format) == ("d" if isinstance(value, date) else "n", number_format)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@sum", '=HYPERLINK("http://x")', "{=1}", "http://example.ir", "12", "=cmd|' /C calc'!A0"],
)
def test_no_text_becomes_a_formula_a_link_or_a_number(text: str) -> None:
    cell = read(sheet((Cell(text),)))["برق"]["A3"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)


@pytest.mark.parametrize(
    ("text", "kept"), [("a\x00b\x0bc\x1fd\n\te\uffff", "abcd\n\te"), ("ا" * 40_000, "ا" * 32_767), ("\x00", None)]
)
def test_what_no_cell_can_hold_is_taken_out(text: str, kept: str) -> None:
    assert read(sheet((Cell(text),)))["برق"]["A3"].value == kept


def test_only_open_cells_may_be_changed_and_what_is_typed_there_stays_text() -> None:
    rows = ((Cell("بسته"), Cell("۱۲", "answer", open=True, choices=("بدون تغییر", "گزارشی ندارد، این هفته"))),)
    workbook = read(sheet(*rows, protected=True))
    found = workbook["برق"]
    assert found.protection.sheet
    assert (found["A3"].protection.locked, found["B3"].protection.locked) == (True, False)
    assert found["B3"].number_format == "@"
    (offered,) = found.data_validations.dataValidation
    assert (str(offered.sqref), offered.formula1, bool(offered.showErrorMessage)) == ("B3", "lists!$A$1:$A$2", False)
    assert [cell.value for (cell,) in workbook["lists"]] == ["بدون تغییر", "گزارشی ندارد، این هفته"]
    assert workbook["lists"].sheet_state == "veryHidden"


def test_colours_are_rules_and_leave_out_what_is_blank() -> None:
    coloured = Sheet("برق", COLUMNS, ((Cell(1), Cell(70)), (Cell(2), Cell())), colours=(Colours(1, 50, 90),))
    rules = [rule for place in read(coloured)["برق"].conditional_formatting for rule in place.rules]
    assert [(rule.type, rule.operator, rule.formula) for rule in rules] == [
        ("containsBlanks", None, ["LEN(TRIM(B2))=0"]),
        ("cellIs", "greaterThanOrEqual", ["90"]),
        ("cellIs", "greaterThanOrEqual", ["50"]),
        ("cellIs", "lessThan", ["50"]),
    ]


def test_a_hidden_column_and_a_hidden_sheet_are_not_shown() -> None:
    hidden = Sheet("برق", (Column("کد", hidden=True), Column("شاخص")), (), hidden=True)
    workbook = read(sheet(), Sheet("آب", hidden.columns, ()), Sheet("ستاد", hidden.columns, (), hidden=True))
    assert workbook["آب"].column_dimensions["A"].hidden
    assert workbook["ستاد"].sheet_state == "veryHidden"


@pytest.mark.parametrize(
    ("name", "kept"), [("آب/برق: [۱]*?", "آب برق   ۱"), ("'نقل'", "نقل"), ("محور " * 9, "محور " * 6 + "م")]
)
def test_a_sheets_name_is_one_that_excel_takes(name: str, kept: str) -> None:
    assert sheet_name(name) == kept


def test_the_same_content_has_the_same_bytes() -> None:
    rows = tuple((Cell(number), Cell(f"متن {number}", choices=("الف", "ب"))) for number in range(50))
    assert write_workbook([sheet(*rows)]) == write_workbook([sheet(*rows)])
    assert write_workbook([sheet(*rows)]) != write_workbook([sheet(*rows[1:])])
