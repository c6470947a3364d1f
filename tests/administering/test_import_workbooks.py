"""`mehvar import axes` and `import targets` take the workbooks that admins get in the chat."""

import argparse
import asyncio
import json
import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from bot.administering.files.sheets import axes_sheets, targets_sheets
from bot.commands import import_
from bot.config import Config, read_config
from bot.exits import FAILED, GOOD
from bot.programme.axes_file import package_plan
from bot.programme.in_memory import hold_calendar, hold_programme
from bot.programme.plan import Plan, for_year
from bot.programme.working_year import ExpectedParts, expected_parts
from bot.sheets.book import Cell, Sheet
from bot.sheets.writing import write_workbook
from storage.database import open_reader


@pytest.fixture
def config(tmp_path: Path) -> Config:
    names = {"MEHVAR_DATABASE": str(tmp_path / "data" / "m.db"), "MEHVAR_YEAR": "1405"}
    return read_config(names, tmp_path / "none.toml")


def workbook(folder: Path, write: Callable[[Plan], Sequence[Sheet]], column: int, value: str, sheet: int = 0) -> str:
    """Return the file of a workbook with something else in a column of the first row of a sheet."""
    sheets = list(write(for_year(package_plan(), 1405)))
    head, *rows = sheets[sheet].rows
    row = (*head[:column], Cell(value), *head[column + 1 :])
    sheets[sheet] = Sheet(sheets[sheet].name, sheets[sheet].columns, (row, *rows))
    (folder / "book.xlsx").write_bytes(write_workbook(tuple(sheets)))
    return str(folder / "book.xlsx")


def mehvar(config: Config, *words: str) -> int:
    parser = argparse.ArgumentParser()
    import_.add_arguments(parser)
    return import_.run(parser.parse_args(words), config)


def stored(config: Config, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(config.database)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_targets_are_shown_first_and_set_with_apply(
    config: Config, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = workbook(tmp_path, targets_sheets, 4, "۵۰۰")
    assert mehvar(config, "targets", file) == GOOD
    assert "پیش‌نمایش" in capsys.readouterr().out
    assert not config.database.exists()
    assert mehvar(config, "targets", file, "--apply") == GOOD
    assert stored(config, "SELECT indicator, province, value FROM targets") == [("elec_allocated", "", 5 * 10**12)]
    assert mehvar(config, "targets", file) == GOOD
    assert "تفاوتی نیست" in capsys.readouterr().out


def test_axes_are_read_from_the_same_workbook(config: Config, tmp_path: Path) -> None:
    assert mehvar(config, "axes", workbook(tmp_path, axes_sheets, 2, "برق"), "--apply") == GOOD
    assert stored(config, "SELECT short FROM axes WHERE code = 'AX01'") == [("برق",)]


def test_workbook_of_another_kind_is_refused(config: Config, tmp_path: Path) -> None:
    assert mehvar(config, "targets", workbook(tmp_path, axes_sheets, 2, "برق")) == FAILED


async def parts_of(config: Config) -> ExpectedParts:
    """Return what is to be expected at the end of Khordad."""
    async with open_reader(config.database) as tx:
        plan, year = await hold_programme(tx, 1405), (await hold_calendar(tx)).working_year(1405)
        return expected_parts(year, plan.monthly, date(2026, 6, 21))


def test_plan_by_month_comes_with_the_indicators_and_sets_the_pace(config: Config, tmp_path: Path) -> None:
    months = "0; 0; 10; 10; 10; 10; 10; 10; 10; 10; 10; 10"
    file = workbook(tmp_path, axes_sheets, 15, months, sheet=1)
    assert mehvar(config, "axes", file, "--apply") == GOOD
    (stored_months,) = stored(config, "SELECT months FROM indicators WHERE code = 'elec_allocated'")[0]
    assert json.loads(str(stored_months)) == [0, 0, *[10] * 10]
    parts = asyncio.run(parts_of(config))
    assert parts.of("elec_allocated") == Fraction(1, 10) != parts.of("elec_absorbed")


@pytest.mark.parametrize("months", ["1; 2; 3", "0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0"])
def test_plan_that_is_no_plan_of_twelve_months_is_refused(
    config: Config, tmp_path: Path, months: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert mehvar(config, "axes", workbook(tmp_path, axes_sheets, 15, months, sheet=1)) == FAILED
    assert "برنامهٔ ماهانه" in capsys.readouterr().err
