"""Writes workbooks with XlsxWriter: from right to left, values only, and the same bytes for the same content."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_range_abs  # type: ignore[import-untyped]

from bot.sheets.book import Cell, Sheet, Tone, Value

Format: TypeAlias = Any
Worksheet: TypeAlias = Any
"""XlsxWriter tells no types."""
FONT = "Tahoma"
"""It has the letters of Persian, and every office program has it or something like it; Vazirmatn has hardly anyone."""
LONGEST = 32_767
"""Characters that a cell holds."""
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
LONGEST_SHEET_NAME = 31
MADE = datetime(2023, 3, 21)  # noqa: DTZ001 - one and the same moment, for the library knows no zones
"""When a workbook says that it was made that is of no moment: with the real one no two would be the same."""
TONES: dict[Tone, dict[str, Any]] = {
    "plain": {},
    "head": {"bold": True, "bg_color": "#1F4E5F", "font_color": "#FFFFFF", "align": "center"},
    "title": {"bold": True, "font_size": 12, "text_wrap": False, "border": 0},
    "faint": {"font_color": "#6B6B6B"},
    "answer": {"bg_color": "#FFF8E1"},
    "good": {"bg_color": "#D7EFDD"},
    "fair": {"bg_color": "#FCEFC7"},
    "poor": {"bg_color": "#F8D7D3"},
}
COLOURED: tuple[Tone, ...] = ("good", "fair", "poor")
OFFERED = 1_000
"""Rows in which the choices of a column are offered."""
TEXT = "@"
"""What is typed stays as it was typed: no «1/2» becomes a date, no «40%» becomes 0.4, no phone loses its zero."""
LISTS = "lists"
"""The hidden sheet with what is offered in cells: a list in the cell itself may not be longer than 255 characters."""


def write_workbook(
    sheets: Sequence[Sheet], *, large: bool = False, title: str = "", moment: datetime | None = None
) -> bytes:
    """Return a workbook with these sheets; the names of sheets must differ in their first 31 characters.

    The rows of a ``large`` one wait on the disk, not in memory. Its properties say the title, and the moment it is of.
    """
    file = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, {"constant_memory" if large else "in_memory": True} | plain) as workbook:
        made = moment.astimezone(UTC).replace(tzinfo=None) if moment else MADE
        workbook.set_properties({"created": made, "title": title})
        _Writing(workbook).write(sheets)
    return file.getvalue()


def cleaned(text: str) -> str:
    """Return a text that a cell can hold."""
    return CONTROLS.sub("", text)[:LONGEST]


def sheet_name(name: str) -> str:
    """Return a name that a sheet may have."""
    return NOT_IN_SHEET_NAMES.sub(" ", cleaned(name)).strip("' ")[:LONGEST_SHEET_NAME].strip()


class _Writing:
    """A workbook that is being written: its formats and its lists of choices, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._formats: dict[tuple[Any, ...], Format] = {}
        self._lists: dict[tuple[str, ...], str] = {}

    def write(self, sheets: Sequence[Sheet]) -> None:
        for sheet in sheets:
            worksheet = self._workbook.add_worksheet(sheet_name(sheet.name))
            self._write_sheet(worksheet, sheet)
        if self._lists:
            self._write_lists(self._workbook.add_worksheet(LISTS))

    def _write_sheet(self, worksheet: Worksheet, sheet: Sheet) -> None:
        worksheet.right_to_left()
        if sheet.hidden:
            worksheet.very_hidden()
        seen = next((number for number, column in enumerate(sheet.columns) if not column.hidden), 0)
        for number, line in enumerate(sheet.lines):
            worksheet.write_string(number, seen, cleaned(line), self._format("title"))
        for number, column in enumerate(sheet.columns):
            look = self._format("plain", TEXT) if column.text else None
            worksheet.set_column(number, number, column.width, look, {"hidden": column.hidden})
            worksheet.write_string(sheet.head, number, cleaned(column.title), self._format("head"))
            self._offer(worksheet, (sheet.head + 1, number, sheet.head + OFFERED, number), column.choices)
        worksheet.freeze_panes(sheet.head + 1, sheet.frozen_columns)
        last = sheet.head
        for last, row in enumerate(sheet.rows, start=sheet.head + 1):
            self._write_row(worksheet, last, row)
        if last > sheet.head:
            self._colour(worksheet, sheet, last)
            if sheet.filters:
                worksheet.autofilter(sheet.head, 0, last - sheet.totals, len(sheet.columns) - 1)
        if sheet.protected:
            worksheet.protect("", {"format_columns": True, "format_rows": True})

    def _write_row(self, worksheet: Worksheet, row: int, cells: Iterable[Cell]) -> None:
        for column, cell in enumerate(cells):
            self._write_cell(worksheet, row, column, cell)

    def _write_cell(self, worksheet: Worksheet, row: int, column: int, cell: Cell) -> None:
        look = self._format(cell.tone, _number_format(cell), is_open=cell.open)
        match cleaned(cell.value) if isinstance(cell.value, str) else cell.value:
            case None | "":
                worksheet.write_blank(row, column, None, look)
            case str(text):
                worksheet.write_string(row, column, text, look)
            case datetime() | date() as day:
                worksheet.write_datetime(row, column, day, look)
            case number:
                worksheet.write_number(row, column, float(number), look)
        self._offer(worksheet, (row, column, row, column), cell.choices)

    def _offer(self, worksheet: Worksheet, place: tuple[int, int, int, int], choices: tuple[str, ...]) -> None:
        """Offer choices in the cells from one row and column to another."""
        if choices:
            worksheet.data_validation(*place, {"validate": "list", "source": self._list(choices)} | LENIENT)

    def _colour(self, worksheet: Worksheet, sheet: Sheet, last: int) -> None:
        """Colour numbers by rules of the workbook, so that they change with what is typed; blank cells stay plain."""
        for colours in sheet.colours:
            place = (sheet.head + 1, colours.column, last, colours.column)
            worksheet.conditional_format(*place, {"type": "blanks", "stop_if_true": True})
            steps = ((">=", colours.good), (">=", colours.fair), ("<", colours.fair))
            for tone, (criteria, value) in zip(COLOURED, steps, strict=True):
                look = self._workbook.add_format(TONES[tone])
                rule = {"type": "cell", "criteria": criteria, "value": value, "format": look, "stop_if_true": True}
                worksheet.conditional_format(*place, rule)

    def _list(self, choices: tuple[str, ...]) -> str:
        """Return where a list of choices stands."""
        if choices not in self._lists:
            place = len(self._lists)
            self._lists[choices] = f"={LISTS}!{xl_range_abs(0, place, len(choices) - 1, place)}"
        return self._lists[choices]

    def _write_lists(self, worksheet: Worksheet) -> None:
        worksheet.very_hidden()
        for column, choices in enumerate(self._lists):
            for row, choice in enumerate(choices):
                worksheet.write_string(row, column, cleaned(choice))

    def _format(self, tone: Tone, number_format: str = "", *, is_open: bool = False) -> Format:
        key = (tone, number_format, is_open)
        if key not in self._formats:
            look: dict[str, Any] = {"font_name": FONT, "font_size": 10, "valign": "vcenter", "text_wrap": True}
            look |= {"border": 1, "border_color": "#C8C8C8", "reading_order": 2, "locked": not is_open} | TONES[tone]
            look |= {"num_format": number_format} if number_format else {}
            self._formats[key] = self._workbook.add_format(look)
        return self._formats[key]


LENIENT = {"error_type": "information", "show_error": False}
"""What is typed instead of a choice is read like a message, and answered in the chat."""


def _number_format(cell: Cell) -> str:
    if cell.open:
        return TEXT
    return _format_of(cell.value)


def _format_of(value: Value) -> str:
    match value:
        case datetime():
            return "yyyy-mm-dd hh:mm"
        case date():
            return "yyyy-mm-dd"
        case int():
            return "#,##0"
        case Decimal():
            places = -int(value.normalize().as_tuple().exponent)
            return "#,##0" + ("." + "0" * places if places > 0 else "")
        case _:
            return ""
