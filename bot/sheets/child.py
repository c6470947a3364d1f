"""Opens a workbook that somebody sent in a process of its own: little memory, little time, no files, no network.

It reads the workbook from its input and writes, as JSON, the cells of every sheet or the key of what is wrong.
"""

import datetime as dt
import json
import math
import resource
import sys
from decimal import Decimal

from bot.errors import UserError
from bot.language.cleaning import clean
from bot.sheets.guard import SheetLimits
from bot.sheets.reading import read_tables

MEMORY = 96 * 2**20
"""Bytes of address space: whatever the workbook is, it takes no more."""
SECONDS = 10
LIMITS = SheetLimits(unpacked=8 * 2**20, cells=60_000, live=False)
"""The week's workbook of 35 axes has some 3,000 cells and half a megabyte."""
LONGEST = 2_000
"""Characters of a cell that are looked at."""
MOST_TEXT = 2**20
"""Characters of a whole workbook."""

Table = list[list[tuple[str, str]]]


def main() -> None:
    """Answer one workbook."""
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, 0)):
        resource.setrlimit(kind, (most, most))
    try:
        answer: dict[str, object] = {"sheets": _read(sys.stdin.buffer.read())}
    except UserError as mistake:
        answer = {"problem": mistake.key}
    except MemoryError:
        answer = {"problem": "sheet.bomb"}
    json.dump(answer, sys.stdout)


def _read(data: bytes) -> dict[str, Table]:
    """Return a kind and a text for each cell; raises UserError."""
    tables = read_tables(data, LIMITS)
    sheets = {name: [[_cell(value) for value in row] for row in rows] for name, rows in tables.items()}
    if sum(len(text) for rows in sheets.values() for row in rows for _kind, text in row) > MOST_TEXT:
        raise UserError("sheet.bomb")
    return sheets


def _cell(value: object) -> tuple[str, str]:
    match value:
        case bool():
            return "truth", str(int(value))
        case int() | float() if math.isfinite(value):
            return "number", plain(value)
        case dt.date() | dt.time() | dt.timedelta():
            return "date", str(value)
        case _:
            return "text", clean(str(value), LONGEST)


def plain(value: float) -> str:
    """Return a number as people see it in a cell: at most 15 digits, no exponent."""
    return format(Decimal(f"{value:.15g}"), "f")


if __name__ == "__main__":
    main()
