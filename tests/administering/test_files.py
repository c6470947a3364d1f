"""Workbooks go there and back: unchanged they change nothing, changed they change what was changed."""

from collections.abc import Callable, Sequence

import pytest

from bot.administering.files.reading import Tables, kind_of, programme_edits
from bot.administering.files.roster_edits import roster_edits
from bot.administering.files.sheets import axes_sheets, roster_sheets, targets_sheets
from bot.errors import UserError
from bot.people.roster import compare_roster
from bot.people.roster_file import read_roster
from bot.programme.plan import Plan, load
from bot.sheets.book import Sheet
from storage import programme as programmes
from tests.administering.office import MONDAY, YEAR, Office


def as_read(sheets: Sequence[Sheet]) -> dict[str, list[list[str]]]:
    """Return sheets as they are read when nobody has touched them."""
    return {
        sheet.name: [
            [column.title for column in sheet.columns],
            *([str(cell.value if cell.value is not None else "") for cell in row] for row in sheet.rows),
        ]
        for sheet in sheets
    }


async def plan_of(office: Office) -> Plan:
    number = await programmes.get(office.tx, YEAR)
    assert number
    await programmes.save_target(office.tx, number.id, "elec_allocated", "IR-21", 125 * 10**9)
    plan = await load(office.tx, YEAR)
    assert plan
    return plan


@pytest.mark.parametrize(("write", "kind"), [(axes_sheets, "axes"), (targets_sheets, "targets")])
async def test_workbook_that_nobody_touched_changes_nothing(
    office: Office, write: Callable[[Plan], Sequence[Sheet]], kind: str
) -> None:
    plan = await plan_of(office)
    tables = as_read(write(plan))
    assert kind_of(tables) == kind
    assert programme_edits(tables, plan) == ()


async def test_roster_that_nobody_touched_changes_nothing(office: Office) -> None:
    tables = as_read(await roster_sheets(office.tx))
    assert kind_of(tables) == "roster"
    file = read_roster(next(iter(tables.values())), frozenset({"AX01", "AX02"}))
    assert not file.mistakes
    assert await roster_edits(office.tx, await compare_roster(office.tx, file.rows), MONDAY, "person:1") == ()


async def typed(
    office: Office, write: Callable[[Plan], Sequence[Sheet]], sheet: int, heading: str, text: str
) -> Tables:
    """Return a workbook with something typed in the first row of a column."""
    tables = as_read(write(await plan_of(office)))
    rows = list(tables.values())[sheet]
    rows[1][rows[0].index(heading)] = text
    return tables


@pytest.mark.parametrize(("text", "value"), [("۳۰۰", 300 * 10**10), ("300.5", 3005 * 10**9), ("", None)])
async def test_targets_are_read_as_they_are_typed(office: Office, text: str, value: int | None) -> None:
    [edit] = programme_edits(await typed(office, targets_sheets, 0, "یزد", text), await plan_of(office))
    assert (edit.after or {}).get("value") == value
    assert edit.key == "target:1405:elec_allocated IR-21"


@pytest.mark.parametrize(
    ("write", "sheet", "heading", "text", "problem"),
    [
        (targets_sheets, 0, "یزد", "۱۰ تا ۱۲", "admin_files.no_number"),
        (targets_sheets, 0, "کد", "nothing", "axes.no_such_indicator"),
        (axes_sheets, 0, "کد", "AX99", "admin_files.no_such_axis"),
        (axes_sheets, 0, "تناوب", "سالانه", "axes.not_a_choice"),
        (axes_sheets, 0, "عنوان", "", "axes.missing_key"),
        (axes_sheets, 1, "واحد", "فرسخ", "axes.other_unit"),
        (axes_sheets, 1, "نوع", "متن", "axes.bounds_of_no_number"),
        (axes_sheets, 1, "کمینه", "۹۹۹۹", "axes.bounds_crossed"),
        (axes_sheets, 1, "حداکثر برابر با", "water_flow", "axes.no_such_indicator"),
    ],
)
async def test_mistakes_are_named(
    office: Office, write: Callable[[Plan], Sequence[Sheet]], sheet: int, heading: str, text: str, problem: str
) -> None:
    with pytest.raises(UserError) as told:
        programme_edits(await typed(office, write, sheet, heading, text), await plan_of(office))
    assert told.value.key == problem
    assert told.value.text


async def test_column_that_was_taken_away_is_named(office: Office) -> None:
    tables = {name: [row[:-1] for row in rows] for name, rows in as_read(targets_sheets(await plan_of(office))).items()}
    with pytest.raises(UserError, match=r"admin_files\.no_column"):
        programme_edits(tables, await plan_of(office))
