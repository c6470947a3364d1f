"""Cells that the sheets of headquarters' workbook share."""

from datetime import date
from decimal import Decimal

from bot.figures.records import Figures
from bot.language import dates
from bot.language.catalogue import t
from bot.language.units import Unit
from bot.sheets.book import Cell
from storage.programme import Indicator


def number(stored: int | None, unit: Unit) -> Decimal | None:
    """Return a stored value as a real number of its unit, rounded as on screens; missing is never zero."""
    return None if stored is None else unit.shown(unit.stored(unit.shown(stored)))


def missing() -> Cell:
    """Return what stands where nothing was reported."""
    return Cell(t("numbers.missing"), "faint")


def absent(figures: Figures, indicator: Indicator) -> Cell:
    """Return what stands where an indicator has no value: not reported, or not asked in the week."""
    return missing() if figures.is_asked(indicator) else Cell(t("hqbook.not_asked"), "faint")


def both_days(day: date | None) -> tuple[Cell, Cell]:
    """Return a day as Jalali text, and beside it as a true date."""
    return (Cell(dates.numeric(day)), Cell(day)) if day else (Cell(), Cell())
