"""Reads a sheet that people filled in, .xlsx or .csv, to rows of clean text; whatever is not one is a UserError."""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from bot.errors import UserError
from bot.language.cleaning import clean
from bot.sheets.guard import SheetLimits, checked_workbook

MOST_BYTES = 10 * 2**20
MOST_CHARACTERS = 32_767  # what a cell of Excel holds
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")

Rows = list[list[str]]


def read_sheet(file: Path) -> Rows:
    """Return every row of the first sheet, from the first line of the file on; raise UserError for another file."""
    readers = {".xlsx": _read_workbook, ".csv": _read_csv}
    if file.suffix.lower() not in readers:
        raise UserError("sheet.other_kind", name=file.name)
    try:
        if file.stat().st_size > MOST_BYTES:
            raise UserError("sheet.too_big", name=file.name)
        data = file.read_bytes()
    except PermissionError:
        raise
    except OSError as error:
        raise UserError("sheet.no_file", name=file.name) from error
    return readers[file.suffix.lower()](data)


def _read_workbook(data: bytes) -> Rows:
    """Return the rows of the first sheet; of a formula its last value, which the workbook keeps beside it."""
    try:
        with CalamineWorkbook.from_filelike(checked_workbook(data)) as workbook:
            rows = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, IndexError, ValueError) as error:
        raise UserError("sheet.not_a_workbook") from error
    return [[_cell(value) for value in row] for row in rows]


def read_workbook(file: Path) -> dict[str, Rows]:
    """Return every row of every sheet of a workbook, from the first line on; raise UserError for another file."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise UserError("sheet.too_big", name=file.name)
        data = file.read_bytes()
    except PermissionError:
        raise
    except OSError as error:
        raise UserError("sheet.no_file", name=file.name) from error
    tables = read_tables(data, SheetLimits())
    return {name: [[_cell(value) for value in row] for row in rows] for name, rows in tables.items()}


def read_tables(data: bytes, limits: SheetLimits) -> dict[str, Sequence[Sequence[object]]]:
    """Return the values of every sheet by its name, from the first cell on; raise UserError for what is no workbook."""
    try:
        with CalamineWorkbook.from_filelike(checked_workbook(data, limits)) as workbook:
            names = workbook.sheet_names
            return {name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}
    except (CalamineError, IndexError, ValueError) as error:
        raise UserError("sheet.not_a_workbook") from error


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return clean(str(value), MOST_CHARACTERS)


def _read_csv(data: bytes) -> Rows:
    text = _decoded(data)
    heading = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=heading.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise UserError("sheet.not_a_table") from error
    return [[clean(cell, MOST_CHARACTERS) for cell in row] for row in rows]


def _decoded(data: bytes) -> str:
    """Return a text file's text: UTF-8, Excel's «Unicode text», or else the old Windows page of Persian."""
    try:
        text = data.decode("utf-16" if data.startswith(BYTE_ORDER_MARKS) else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1256", "replace")
    if "\0" in text:
        raise UserError("sheet.not_a_table")
    return text
