"""Reads the sheets of a week's workbook that came back: its stamp, and what was typed in its rows. Pure."""

import re
from dataclasses import dataclass

from bot.errors import UserError
from bot.sheets.opening import Table
from bot.stored import dump, read
from bot.workbooks.week_rows import Typed
from bot.workbooks.week_sheet import ANSWER, CAUSE, KEY, NUMBER, STAMP

ROW_KEY = re.compile(r"[A-Z0-9]{2,12}/[a-z0-9_/]{1,80}")


@dataclass(frozen=True)
class Kept:
    """What was typed in a workbook, while it waits to be taken."""

    rows: tuple[Typed, ...]


def read_stamp(sheets: dict[str, Table]) -> str:
    """Return the sealed stamp; raises UserError where there is none: another workbook than ours."""
    for row in sheets.get(STAMP, []):
        for _kind, text in row:
            if "/" in text:
                return text
    raise UserError("books.refused.foreign")


def read_rows(sheets: dict[str, Table]) -> tuple[Typed, ...]:
    """Return what was typed, of the rows that have an answer or the reason of a fall; raises UserError."""
    table = next((rows for name, rows in sheets.items() if name != STAMP and any(map(_is_row, rows))), None)
    if table is None:
        raise UserError("books.refused.foreign")
    rows = [_typed(place, row) for place, row in enumerate(table, start=1) if _is_row(row)]
    return tuple(row for row in rows if row.text)


def stored(rows: tuple[Typed, ...]) -> str:
    """Return rows as they are kept."""
    return dump(Kept(rows))


def restored(cells: str) -> tuple[Typed, ...]:
    """Return rows that were kept; none where nobody can read them any more."""
    kept = read(Kept, "draft:workbook", cells)
    return kept.rows if kept else ()


def _is_row(row: list[tuple[str, str]]) -> bool:
    return bool(row) and ROW_KEY.fullmatch(row[KEY][1]) is not None


def _typed(place: int, row: list[tuple[str, str]]) -> Typed:
    """Return a row; its number is that of its column, or else where it stands in the sheet."""
    cells = [*row, *[("text", "")] * (CAUSE + 1 - len(row))]
    number = cells[NUMBER][1]
    kind, text = cells[ANSWER]
    known = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else place
    return Typed(cells[KEY][1], known, text, kind, cells[CAUSE][1])
