"""Reads workbooks of axes and targets that came back; what they do not name stays as it is."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bot.administering.editable import parts_of
from bot.administering.edits import Edit, compared
from bot.administering.files.sheets import AXIS_COLUMNS, INDICATOR_COLUMNS, TARGET_COLUMNS
from bot.administering.plan.rules import next_code
from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.folding import squeeze
from bot.language.letters import SEMICOLON
from bot.language.reading.number import read_number
from bot.language.reading.outcome import Understood
from bot.language.units import UNITS, Unit
from bot.programme.axes_file import check_codes
from bot.programme.entry import Entry
from bot.programme.indicator_entry import AGGREGATES, EVIDENCE, FREQUENCIES, TARGETS, read_indicator
from bot.programme.kinds import KINDS, STAGED, rules_of
from bot.programme.plan import Plan
from bot.programme.provinces import PROVINCES
from bot.sheets.reading import Rows
from storage.programme import Axis, Indicator, Target

Row = dict[str, str]
Tables = Mapping[str, Rows]


def kind_of(tables: Tables) -> str:
    """Return what a workbook is: «axes», «targets», or, as anything else is read, «roster»."""
    for rows in tables.values():
        if _has(rows, ("code", "kind")) or _has(rows, ("code", "may_stay")):
            return "axes"
        if _has(rows, ("code", "country")):
            return "targets"
    return "roster"


def programme_edits(tables: Tables, plan: Plan) -> tuple[Edit, ...]:
    """Return what a workbook of axes or of targets changes in a plan; raises UserError for a mistake in it."""
    new = _read_targets(tables, plan) if kind_of(tables) == "targets" else _read_axes(tables, plan)
    check_codes(new)
    return tuple(compared(parts_of(plan), parts_of(new)))


def _read_axes(tables: Tables, plan: Plan) -> Plan:
    axes = {axis.code: axis for axis in plan.axes}
    for row in _rows(tables, AXIS_COLUMNS, ("code", "may_stay")):
        code = row["code"].upper()
        if code not in axes:
            raise UserError("admin_files.no_such_axis", code=row["code"])
        axes[code] = _axis(axes[code], row)
    new = replace(plan, axes=tuple(axes.values()))
    for row in _rows(tables, INDICATOR_COLUMNS, ("code", "kind")):
        found = _indicator(new, row, axes)
        others = tuple(each for each in new.indicators if each.code != found.code)
        new = replace(new, indicators=tuple(sorted((*others, found), key=lambda each: (each.axis, each.position))))
    return new


def _axis(axis: Axis, row: Row) -> Axis:
    where = Entry(axis.code, {})
    if not row["title"] or not row["short"]:
        raise where.wrong("missing_key", key=t("admin_files.column.title"))
    return replace(
        axis,
        title=row["title"],
        short=row["short"],
        owner=row["owner"],
        frequency=_meant(where, "frequency", row["frequency"], FREQUENCIES),
        may_stay=_meant(where, "may_stay", row["may_stay"], ("yes", "no")) == "yes",
        active=_meant(where, "active", row["active"], ("yes", "no")) == "yes",
    )


def _indicator(plan: Plan, row: Row, axes: Mapping[str, Axis]) -> Indicator:
    """Return the indicator of a row, read as strictly as one of the file of axes."""
    axis = axes.get(row["axis"].upper())
    if axis is None:
        raise UserError("admin_files.no_such_axis", code=row["axis"])
    code = row["code"] or next_code(plan, axis.code)
    old = next((each for each in plan.indicators if each.code == code), None)
    where = Entry(f"{axis.code} {code}", {})
    kind = _meant(where, "kind", row["kind"], KINDS)
    unit = _unit(where, row["unit"])
    aggregate = row["aggregate"]
    table: dict[str, Any] = {
        "code": code,
        "title_fa": row["title"],
        "kind": kind,
        "unit": unit.code,
        "agg": aggregate if aggregate.startswith("wmean:") else _meant(where, "aggregate", aggregate, AGGREGATES),
        "target": _meant(where, "target", row["target"] or "none", TARGETS),
        "frequency": _meant(where, "frequency", row["frequency"] or axis.frequency, FREQUENCIES),
        "reporter": _meant(where, "reporter", row["reporter"] or "province", ("province", "hq")),
        "evidence": _meant(where, "evidence", row["evidence"] or "none", EVIDENCE),
    }
    table |= {
        name: _number(where, row[column], unit)
        for name, column in (("min", "minimum"), ("max", "maximum"))
        if row[column]
    }
    table |= {"le": row["not_over"]} if row["not_over"] else {}
    table |= {"max_chars": int(_number(where, row["max_chars"], UNITS["item"]))} if row["max_chars"] else {}
    if options := _listed(row["options"]):
        table["stages_fa" if kind in STAGED else "breakdown_fa"] = options
    table["months"] = [int(_number(where, month, UNITS["item"])) for month in _listed(row["months"])]
    last = max((each.position for each in plan.indicators if each.axis == axis.code), default=0)
    return read_indicator(Entry(where.where, table), axis.code, old.position if old else last + 1, axis.frequency)


def _listed(text: str) -> list[str]:
    return [each.strip() for each in text.replace(SEMICOLON, ";").split(";") if each.strip()]


def _read_targets(tables: Tables, plan: Plan) -> Plan:
    """Return the plan with the targets of the rows that are there; an empty cell is no target."""
    numeric = {each.code: each for each in plan.indicators if rules_of(each).bounded}
    places = {"country": ""} | {province.name: province.code for province in PROVINCES}
    held = {(each.indicator, each.province): each for each in plan.targets}
    for row in _rows(tables, (*TARGET_COLUMNS, *list(places)[1:]), ("code", "country")):
        indicator = numeric.get(row["code"])
        if indicator is None:
            raise UserError("axes.no_such_indicator", where=t("admin_files.sheet.targets"), code=row["code"])
        unit, where = UNITS[indicator.unit], Entry(indicator.code, {})
        for column, province in places.items():
            held.pop((indicator.code, province), None)
            if row[column]:
                value = unit.stored(_number(where, row[column], unit))
                held[indicator.code, province] = Target(indicator.code, province, value)
    return replace(plan, targets=tuple(held.values()))


def _meant(where: Entry, field: str, text: str, codes: tuple[str, ...]) -> str:
    """Return the code that a cell means, by itself or in Persian."""
    titles = {code: t(f"admin.{field}.{code}") for code in codes}
    words = {squeeze(word): code for code, title in titles.items() for word in (code, title)}
    found = words.get(squeeze(text))
    if found is None:
        choices = t("common.comma").join(titles.values())
        raise where.wrong("not_a_choice", key=t(f"admin_files.column.{field}"), value=text, choices=choices)
    return found


def _unit(where: Entry, text: str) -> Unit:
    found = next((unit for unit in UNITS.values() if squeeze(text) in (squeeze(unit.title), squeeze(unit.code))), None)
    if found is None:
        raise where.wrong("other_unit", key=text)
    return found


def _number(where: Entry, text: str, unit: Unit) -> Decimal:
    found = read_number(text, unit)
    if not isinstance(found, Understood):
        raise UserError("admin_files.no_number", where=where.where, value=text)
    return found.decimal


def _has(rows: Rows, names: Iterable[str]) -> bool:
    headings = {squeeze(cell) for row in rows[:1] for cell in row}
    return all(squeeze(_title(name)) in headings or name in headings for name in names)


def _rows(tables: Tables, columns: tuple[str, ...], known_by: tuple[str, ...]) -> list[Row]:
    """Return the rows of the sheet that has certain headings, by the names of their columns."""
    rows = next((rows for rows in tables.values() if _has(rows, known_by)), [])
    if not rows:
        return []
    names = {squeeze(word): name for name in columns for word in (name, _title(name))}
    heads = [names.get(squeeze(cell)) for cell in rows[0]]
    if missing := [name for name in columns if name not in heads]:
        raise UserError("admin_files.no_column", column=_title(missing[0]))
    found = [{name: cell.strip() for name, cell in zip(heads, row, strict=False) if name} for row in rows[1:]]
    whole = [dict.fromkeys(columns, "") | row for row in found]
    return [row for row in whole if any(row.values())]


def _title(name: str) -> str:
    """Return the heading of a column; a province's is its name."""
    return t(f"admin_files.column.{name}") if name.isascii() else name
