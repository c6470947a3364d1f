"""The workbooks of the roster, the axes and the targets, as they are sent to admins."""

import json
from collections.abc import Iterator

from bot.administering.files.roster_template import roster_columns
from bot.language.catalogue import t
from bot.language.units import UNITS
from bot.people.roles import role_title
from bot.programme.indicator_entry import AGGREGATES, EVIDENCE, FREQUENCIES, TARGETS
from bot.programme.kinds import KINDS, rules_of
from bot.programme.plan import Plan
from bot.programme.provinces import PROVINCES, by_code
from bot.sheets.book import Cell, Column, Sheet
from storage import people, phones
from storage.programme import Axis, Indicator
from storage.transaction import Reading

AXIS_COLUMNS = ("code", "title", "short", "owner", "frequency", "may_stay", "active")
INDICATOR_COLUMNS = (
    *("code", "axis", "title", "kind", "unit", "minimum", "maximum", "options", "aggregate", "not_over"),
    *("target", "frequency", "reporter", "evidence", "max_chars", "months"),
)
TARGET_COLUMNS = ("code", "axis", "title", "unit", "country")
WIDE = frozenset({"title", "options", "owner", "months"})
BETWEEN = "; "


async def roster_sheets(tx: Reading) -> tuple[Sheet, ...]:
    """Return everybody who is active, one duty a row, as `mehvar import roster` reads it."""
    rows = []
    for person in await people.list_in_state(tx, "active"):
        phone = await phones.get(tx, person.id) or ""
        for duty in await people.list_roster_duties(tx, person.id):
            where = by_code(duty.province).name if duty.province else ""
            rows.append(
                (
                    Cell(f"0{phone[2:]}" if phone else "", open=True),
                    Cell(person.full_name),
                    Cell(person.honorific),
                    Cell(role_title(duty.role)),
                    Cell(where),
                    Cell(duty.estate.replace(";", BETWEEN)),
                    Cell(duty.axes.replace(";", BETWEEN)),
                )
            )
    return (Sheet(t("admin_files.sheet.roster"), roster_columns(), tuple(rows)),)


def axes_sheets(plan: Plan) -> tuple[Sheet, ...]:
    """Return the axes, slots included, and their indicators."""
    return (
        Sheet(t("admin_files.sheet.axes"), _columns(AXIS_COLUMNS), tuple(tuple(_axis(axis)) for axis in plan.axes)),
        Sheet(
            t("admin_files.sheet.indicators"),
            _columns(INDICATOR_COLUMNS),
            tuple(tuple(_indicator(each)) for each in plan.indicators),
        ),
    )


def targets_sheets(plan: Plan) -> tuple[Sheet, ...]:
    """Return the targets: an indicator a row, the country and the provinces beside each other, in the shown unit."""
    held = {(each.indicator, each.province): each.value for each in plan.targets}
    shorts = {axis.code: axis.short for axis in plan.axes}
    rows = []
    for each in plan.indicators:
        if rules_of(each).bounded:
            unit = UNITS[each.unit]
            values = (held.get((each.code, place)) for place in ("", *(province.code for province in PROVINCES)))
            shown = (Cell(None if value is None else unit.shown(value)) for value in values)
            rows.append((Cell(each.code, "faint"), Cell(shorts[each.axis]), Cell(each.title), Cell(unit.title), *shown))
    columns = (*_columns(TARGET_COLUMNS), *(Column(province.name) for province in PROVINCES))
    return (Sheet(t("admin_files.sheet.targets"), columns, tuple(rows), frozen_columns=4),)


def _columns(names: tuple[str, ...]) -> tuple[Column, ...]:
    return tuple(Column(t(f"admin_files.column.{name}"), 34 if name in WIDE else 16) for name in names)


def _axis(axis: Axis) -> Iterator[Cell]:
    yield Cell(axis.code, "faint")
    yield from (Cell(axis.title), Cell(axis.short), Cell(axis.owner))
    yield _chosen("frequency", axis.frequency, FREQUENCIES)
    yield _chosen("may_stay", "yes" if axis.may_stay else "no", ("yes", "no"))
    yield _chosen("active", "yes" if axis.active else "no", ("yes", "no"))


def _indicator(each: Indicator) -> Iterator[Cell]:
    unit = UNITS[each.unit]
    yield from (Cell(each.code, "faint"), Cell(each.axis), Cell(each.title))
    yield _chosen("kind", each.kind, KINDS)
    yield Cell(unit.title, choices=tuple(other.title for other in UNITS.values()))
    yield from (Cell(None if bound is None else unit.shown(bound)) for bound in (each.minimum, each.maximum))
    yield Cell(BETWEEN.join(json.loads(each.options)))
    if each.aggregate.startswith("wmean:"):
        yield Cell(each.aggregate)
    else:
        yield _chosen("aggregate", each.aggregate, AGGREGATES)
    yield Cell(each.not_over)
    yield _chosen("target", each.target, TARGETS)
    yield _chosen("frequency", each.frequency, FREQUENCIES)
    yield _chosen("reporter", each.reporter, ("province", "hq"))
    yield _chosen("evidence", each.evidence, EVIDENCE)
    yield Cell(each.max_chars)
    yield Cell(BETWEEN.join(map(str, json.loads(each.months))))


def _chosen(field: str, code: str, codes: tuple[str, ...]) -> Cell:
    return Cell(t(f"admin.{field}.{code}"), choices=tuple(t(f"admin.{field}.{other}") for other in codes))
