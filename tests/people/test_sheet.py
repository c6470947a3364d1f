"""Sheets of every usual kind are read; hostile ones are refused before they are opened."""

import contextlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.errors import UserError
from bot.sheets.guard import MOST_UNPACKED, checked_workbook
from bot.sheets.reading import read_sheet

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def saved(rows: list[list[object]]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_members(change: Callable[[str, bytes], bytes | None], extra: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved([["x"]]))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member, change(member.filename, old.read(member)) or b"")
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def with_sheet(rows: str, heading: str = "") -> bytes:
    sheet = f'<?xml version="1.0"?>{heading}<worksheet xmlns="{NS}"><sheetData>{rows}</sheetData></worksheet>'
    return with_members(lambda name, content: sheet.encode() if "sheet1.xml" in name else content)


def problem(file: Path, data: bytes) -> str:
    file.write_bytes(data)
    with pytest.raises(UserError) as caught:
        read_sheet(file)
    assert caught.value.text
    return caught.value.key


def test_numbers_dates_and_formulas_of_a_workbook_are_text(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(saved([[], ["a", 9121234567, 9121234567.0, 1.5, True, None, "=1+1", " ی\u200f "]]))
    assert read_sheet(file)[1] == ["a", "9121234567", "9121234567", "1.5", "True", "", "", "ی"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_in_the_encodings_and_separators_of_excel(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    file = tmp_path / "a.CSV"
    file.write_bytes(f'\r\nنام{delimiter}b\r\n"x{delimiter}\r\ny"{delimiter}AX01\r\n'.encode(encoding))
    assert read_sheet(file) == [[], ["نام", "b"], [f"x{delimiter}\ny".replace("\t", " "), "AX01"]]


def test_other_files_are_refused(tmp_path: Path) -> None:
    assert problem(tmp_path / "a.xls", b"") == "sheet.other_kind"
    assert problem(tmp_path / "a.xlsx", b"not a zip") == "sheet.not_a_workbook"
    assert problem(tmp_path / "a.xlsx", with_members(lambda *_: b"<a/>")) == "sheet.not_a_workbook"
    assert problem(tmp_path / "a.csv", saved([["x"]])) == "sheet.not_a_table"
    assert problem(tmp_path / "a.csv", b'a,b\n"x') == "sheet.not_a_table"
    assert problem(tmp_path / "a.csv", b"," * (11 * 2**20)) == "sheet.too_big"
    with pytest.raises(UserError, match="no_file"):
        read_sheet(tmp_path / "none.csv")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    assert problem(file, with_members(lambda _, old: old, {"x.xml": bytes(MOST_UNPACKED)})) == "sheet.bomb"
    assert problem(file, with_members(lambda _, old: old, {"x.xml": bytes(2**24)})) == "sheet.bomb"
    assert problem(file, with_members(lambda _, old: old, {f"{n}": b"" for n in range(600)})) == "sheet.bomb"


def test_a_member_that_declares_less_than_it_holds_is_refused(tmp_path: Path) -> None:
    data = with_sheet('<row r="1"><c r="A1"><v>1</v></c></row>' + " " * 300_000)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = next(member.file_size for member in archive.infolist() if "sheet1.xml" in member.filename)
    lying = data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert problem(tmp_path / "a.xlsx", lying) == "sheet.not_a_workbook"


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="ZZZ100000"><v>1</v></c></row>',
        '<row r="1"><c r="A1"/><c r="B1000000"><v>1</v></c></row>',
        '<row r="1"><c r="A1"/></row><row r="999999"><c><v>1</v></c><c><v>1</v></c></row>',
    ],
)
def test_a_far_cell_is_refused_before_its_rows_are_made(tmp_path: Path, rows: str) -> None:
    assert problem(tmp_path / "a.xlsx", with_sheet(rows)) == "sheet.too_far"


@pytest.mark.parametrize("reference", ["AAAA1", "A99999999", "a1", "$A$1", "1A", "A1 ", ""])
def test_a_reference_that_no_program_writes_is_refused(tmp_path: Path, reference: str) -> None:
    rows = f'<row r="1"><c r="{reference}"><v>1</v></c></row>'
    assert problem(tmp_path / "a.xlsx", with_sheet(rows)) == "sheet.not_a_workbook"


def test_one_long_text_in_many_cells_is_refused(tmp_path: Path) -> None:
    shared = f'<sst xmlns="{NS}"><si><t>{"x" * 600_000}</t></si></sst>'.encode()
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 200))
    sheet = f'<worksheet xmlns="{NS}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    data = with_members({"xl/worksheets/sheet1.xml": sheet}.get, {"xl/sharedStrings.xml": shared})
    assert problem(tmp_path / "a.xlsx", data) == "sheet.bomb"


def test_a_usual_workbook_of_many_rows_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(saved([[f"0912{row:07}", "نام" * 9, "دکتر", "ceo", "یزد", "", ""] for row in range(3000)]))
    assert len(read_sheet(file)) == 3000


def test_a_sheet_under_another_path_is_looked_at_as_well(tmp_path: Path) -> None:
    far = f'<worksheet xmlns="{NS}"><sheetData><row r="1"><c r="ZZZ100000"/></row></sheetData></worksheet>'
    data = with_members(lambda _, old: old.replace(b"worksheets/sheet1.xml", b"else/where.bin"), {"x": far.encode()})
    assert problem(tmp_path / "a.xlsx", data) == "sheet.too_far"


def test_declared_entities_are_refused(tmp_path: Path) -> None:
    heading = '<!DOCTYPE a [<!ENTITY b "bbbb">]>'
    assert problem(tmp_path / "a.xlsx", with_sheet("", heading)) == "sheet.not_a_workbook"


@given(st.binary(max_size=400), st.integers(0, 4000))
def test_a_damaged_workbook_is_refused_or_checked_and_nothing_else(damage: bytes, at: int) -> None:
    data = WHOLE[:at] + damage + WHOLE[at + len(damage) :]
    with contextlib.suppress(UserError):
        checked_workbook(data)


WHOLE = saved([["phone", "role"], ["09120000000", "ceo"]])
