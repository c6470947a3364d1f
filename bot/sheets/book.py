"""What a workbook holds, before any library writes it: sheets, columns, cells."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Value = str | int | Decimal | date | None
"""A date is written as a true one; a number never as text."""
Tone = Literal["plain", "head", "title", "faint", "answer", "good", "fair", "poor"]


@dataclass(frozen=True)
class Cell:
    """A cell: ``open`` may be changed on a protected sheet, ``choices`` are offered, and nothing else forbidden."""

    value: Value = None
    tone: Tone = "plain"
    open: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """A column: its heading (with the unit of its numbers), its width in characters; a hidden one is for us.

    ``choices`` are offered in rows that are still empty, too; what is typed into one of ``text`` stays as typed.
    """

    title: str
    width: int = 14
    hidden: bool = False
    choices: tuple[str, ...] = ()
    text: bool = False


@dataclass(frozen=True)
class Colours:
    """Colours of the numbers of a column (from 0): below ``fair`` poor, below ``good`` fair, from there on good."""

    column: int
    fair: int
    good: int


@dataclass(frozen=True)
class Sheet:
    """A sheet from right to left: lines above the table, headings that stay in sight, rows (read once).

    With ``filters`` the headings can be filtered by; ``totals`` are rows at the foot that no filter hides.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    lines: tuple[str, ...] = ()
    frozen_columns: int = 0
    filters: bool = False
    colours: tuple[Colours, ...] = ()
    protected: bool = False
    hidden: bool = False
    totals: int = 0

    @property
    def head(self) -> int:
        """Return the row of the headings, counted from 0."""
        return len(self.lines)
