"""The sheet of an axis in headquarters' workbook: a row for each province, the country's last. Pure."""

import json
from collections.abc import Iterator
from functools import lru_cache

from bot.briefing.workbook.book import HqBook
from bot.briefing.workbook.cells import both_days, missing, number
from bot.figures.records import AxisCell as Standing
from bot.figures.records import National
from bot.figures.wording import handed_back_notes
from bot.language import dates
from bot.language.catalogue import t
from bot.language.units import UNITS
from bot.programme.calendar import day_of
from bot.programme.kinds import IndicatorKind, rules_of
from bot.programme.pace import share
from bot.programme.provinces import HEADQUARTERS_UNIT, PROVINCES, by_code
from bot.programme.standing import Value
from bot.programme.wording import counts_text, truth
from bot.sheets.book import Cell, Colours, Column, Sheet, Tone
from storage.programme import Axis, Indicator

Row = tuple[Cell, ...]
FAIR = 80
"""Percent of what is to be expected by now, from which on a figure is fair."""


def axis_sheet(book: HqBook, axis: Axis) -> Sheet:
    """Return the sheet of an axis; what stands from an earlier week is grey."""
    nationals = book.figures.of_axis(axis.code)
    units = [province.code for province in PROVINCES]
    if any(each.indicator.reporter == "hq" for each in nationals):
        units.append(HEADQUARTERS_UNIT)
    notes = [handed_back_notes(book.figures, unit, [each.indicator for each in nationals]) for unit in units]
    fixed = {"row": 6, "province": 18, "state": 16, "handed": 12, "handed_date": 12, "status": 14, "action": 44}
    return Sheet(
        axis.short,
        (
            *(Column(t(f"hqbook.axis.{name}"), width) for name, width in fixed.items()),
            *(column for each in nationals for column in _columns(book, each.indicator)),
            *((Column(t("brief.handed_back.head"), 44),) if any(notes) else ()),
        ),
        (
            *(
                (*_row(book, axis, nationals, place, unit), *([Cell(note or None)] if any(notes) else []))
                for place, (unit, note) in enumerate(zip(units, notes, strict=True), 1)
            ),
            _country(book, nationals),
        ),
        (
            axis.title,
            t("hqbook.made", week=dates.week_label(book.figures.week), moment=dates.moment(book.figures.moment)),
            t("hqbook.axis.note"),
        ),
        frozen_columns=2,
        colours=tuple(_colours(book, nationals, len(fixed))),
    )


def _colours(book: HqBook, nationals: tuple[National, ...], column: int) -> Iterator[Colours]:
    """Yield the colours of the percent of the pace."""
    for each in nationals:
        column += len(list(_columns(book, each.indicator)))
        if _has_pace(book, each.indicator):
            yield Colours(column - 1, FAIR, 100)


def _row(book: HqBook, axis: Axis, nationals: tuple[National, ...], place: int, unit: str) -> Row:
    cell = book.figures.cell(unit, axis.code)
    values = (one for each in nationals for one in _of_unit(book, each.indicator, unit))
    return (
        Cell(place),
        Cell(by_code(unit).name),
        Cell(_state(cell) if axis in book.figures.due else t("hqbook.state.not_asked")),
        *both_days(day_of(cell.at) if cell.at else None),
        Cell(t(f"report.status.{cell.status}") if cell.status else None),
        Cell(cell.action),
        *values,
    )


def _state(cell: Standing) -> str:
    if cell.returned:
        return t("hqbook.state.returned")
    return t(f"hqbook.state.{cell.state}_late" if cell.late and cell.handed_in else f"hqbook.state.{cell.state}")


def _country(book: HqBook, nationals: tuple[National, ...]) -> Row:
    values = (one for each in nationals for one in _of_country(book, each))
    return (Cell(), Cell(t("hqbook.axis.country"), "head"), *[Cell()] * 5, *values)


def _columns(book: HqBook, one: Indicator) -> Iterator[Column]:
    """Yield the columns of an indicator: its value or a number for each of its parts, its targets, how far it is."""
    unit = UNITS[one.unit].title
    if _has_value(one):
        yield Column(t("hqbook.axis.value", title=one.title, unit=unit) if rules_of(one).amount else one.title, 18)
    for part in _parts(one):
        yield Column(t("hqbook.axis.part", title=one.title, part=part, unit=unit), 18)
    if _has_targets(book, one):
        yield Column(t("hqbook.axis.target", title=one.title, unit=unit), 14)
        yield Column(t("hqbook.axis.percent", title=one.title), 12)
    if _has_pace(book, one):
        yield Column(t("hqbook.axis.pace", title=one.title), 12)


def _has_value(one: Indicator) -> bool:
    return one.kind != IndicatorKind.STAGE_COUNTS


def _parts(one: Indicator) -> tuple[str, ...]:
    """Return the parts that are counted, of stages or of a breakdown."""
    return _options(one.options) if one.kind == IndicatorKind.STAGE_COUNTS or rules_of(one).amount else ()


@lru_cache(maxsize=256)
def _options(stored: str) -> tuple[str, ...]:
    return tuple(json.loads(stored))


def _has_targets(book: HqBook, one: Indicator) -> bool:
    return rules_of(one).amount and one.code in book.targeted


def _has_pace(book: HqBook, one: Indicator) -> bool:
    return rules_of(one).rises and _has_targets(book, one)


def _of_unit(book: HqBook, one: Indicator, unit: str) -> Iterator[Cell]:
    if (unit == HEADQUARTERS_UNIT) != (one.reporter == "hq"):
        yield from (Cell() for _column in _columns(book, one))
        return
    value = book.figures.values.get((unit, one.code))
    if value and not value.told and not rules_of(one).lasts:
        value = None  # what is told week by week says nothing of this one
    if _has_value(one):
        yield _value(one, value)
    counted = json.loads(value.words) if value and value.words and _parts(one) else {}
    for part in _parts(one):
        yield Cell(number(counted.get(part), UNITS[one.unit]), _tone(value)) if value else missing()
    if _has_targets(book, one):
        target = book.targets.get((one.code, unit))
        yield Cell(number(target, UNITS[one.unit]))
        yield Cell(share(value.value if value else None, target))
    if _has_pace(book, one):
        towards = book.figures.towards(unit, one)
        yield Cell(towards.percent if towards else None)


def _value(one: Indicator, value: Value | None) -> Cell:
    if value is None or (value.value is None and not value.words):
        return missing()
    if rules_of(one).amount:
        return Cell(number(value.value, UNITS[one.unit]), _tone(value))
    if one.kind == IndicatorKind.YESNO:
        return Cell(truth(value.value or 0), _tone(value))
    return Cell(value.words, _tone(value))


def _tone(value: Value | None) -> Tone:
    return "plain" if value and value.told else "faint"


def _of_country(book: HqBook, each: National) -> Iterator[Cell]:
    one = each.indicator
    counts = dict(each.counts)
    if _has_value(one):
        yield Cell(number(each.value, each.unit)) if rules_of(one).amount else Cell(_counts(counts))
    for part in _parts(one):
        yield Cell(number(counts.get(part), each.unit))
    if _has_targets(book, one):
        yield Cell(number(each.target, each.unit))
        yield Cell(each.percent)
    if _has_pace(book, one):
        yield Cell(each.pace)


def _counts(counts: dict[str, int]) -> str:
    return counts_text((option, count) for option, count in counts.items() if count)
