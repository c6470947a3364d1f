"""`mehvar import roster --template`: an empty form that is filled in as it stands, and imported."""

import argparse
import json
import stat
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.commands import import_
from bot.config import Config, read_config
from bot.exits import FAILED, GOOD
from bot.language.catalogue import t
from bot.people.roles import ROLES, role_title
from bot.people.roster_file import COLUMNS
from bot.programme.provinces import PROVINCES
from tests.commands.test_import import stored


@pytest.fixture
def config(tmp_path: Path) -> Config:
    names = {"MEHVAR_DATABASE": str(tmp_path / "data" / "m.db"), "MEHVAR_YEAR": "1405"}
    return read_config(names, tmp_path / "none.toml")


def mehvar_import(config: Config, *words: str | Path) -> int:
    parser = argparse.ArgumentParser()
    import_.add_arguments(parser)
    return import_.run(parser.parse_args(["roster", *map(str, words)]), config)


@pytest.fixture
def form(config: Config, tmp_path: Path) -> Path:
    file = tmp_path / "people.xlsx"
    assert mehvar_import(config, "--template", file) == GOOD
    return file


def fill(form: Path, *rows: dict[str, str | int]) -> None:
    """Write rows below the sample row, each cell under its heading, as an office program would."""
    book = load_workbook(form)
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    for number, row in enumerate(rows, start=3):
        for column, value in row.items():
            sheet.cell(number, headings.index(t(f"roster.column.{column}")) + 1, value)
    book.save(form)


def offered(sheet: Worksheet, column: str, row: int) -> list[object]:
    """Return what is offered in a cell; of several lists the program would not know which to show."""
    place = f"{'ABCDEFG'[COLUMNS.index(column)]}{row}"
    (found,) = [one for one in sheet.data_validations.dataValidation if place in one.sqref]
    name, _sign, cells = str(found.formula1).partition("!")
    assert sheet.parent is not None
    return [cell.value for (cell,) in sheet.parent[name][cells.replace("$", "")]]


def test_the_form_that_was_filled_in_is_imported(config: Config, form: Path) -> None:
    fill(
        form,
        {"phone": "09121110001", "full_name": "الف", "role": "مدیرعامل", "province": "یزد"},
        {"phone": 9121110002, "full_name": "ب", "role": "ناظر", "province": "ستاد"},
    )
    assert mehvar_import(config, form, "--apply") == GOOD
    assert stored(config, "SELECT phone FROM phones ORDER BY phone") == [("989121110001",), ("989121110002",)]
    assert stored(config, "SELECT role, province FROM duties ORDER BY role") == [("ceo", "IR-21"), ("observer", "")]


def test_the_form_as_it_came_imports_nobody(config: Config, form: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert mehvar_import(config, form, "--apply") == FAILED
    said = capsys.readouterr()
    assert "ردیف ۲ نمونه است" in said.out
    assert "هیچ ردیفی نیست" in said.err
    assert not config.database.exists()


def test_the_sample_row_without_its_mark_has_no_phone_that_works(
    config: Config, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(form, {"phone": "09121110001", "full_name": "الف", "role": "مدیرعامل", "province": "یزد"})
    book = load_workbook(form)
    name = book.worksheets[0]["B2"]
    name.value = str(name.value).partition(":")[2]
    book.save(form)
    assert mehvar_import(config, form, "--apply") == FAILED
    assert "ردیف ۲: شمارهٔ تلفن همراه درست نیست" in capsys.readouterr().err
    assert not config.database.exists()


def test_roles_and_provinces_are_offered_in_the_first_row_and_in_the_thousandth(form: Path) -> None:
    sheet = load_workbook(form).worksheets[0]
    for row in (2, 3, 1000):
        assert offered(sheet, "role", row) == [role_title(role) for role in ROLES]
        assert offered(sheet, "province", row) == ["ستاد", *(province.name for province in PROVINCES)]


def test_phones_are_text_before_they_are_typed(form: Path) -> None:
    sheet = load_workbook(form).worksheets[0]
    assert sheet["A2"].number_format == "@"
    assert sheet.column_dimensions["A"].number_format == "@"


def test_the_form_is_a_new_workbook_that_its_owner_alone_reads(
    config: Config, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert stat.S_IMODE(form.stat().st_mode) == 0o600
    assert not config.database.exists()
    before = form.read_bytes()
    assert mehvar_import(config, "--template", form) == FAILED
    assert form.read_bytes() == before
    assert mehvar_import(config, "--template", form.with_suffix(".csv")) == FAILED
    assert not form.with_suffix(".csv").exists()
    capsys.readouterr()
    other = form.with_name("other.xlsx")
    assert mehvar_import(config, "--template", other, "--apply", "--json") == GOOD
    told = json.loads(capsys.readouterr().out)
    assert told["applied"] is False
    assert str(other) in told["lines"][0]


def test_a_file_or_a_form_is_wanted_and_not_both(config: Config, form: Path) -> None:
    for words in ((), (form, "--template", form)):
        with pytest.raises(SystemExit):
            mehvar_import(config, *words)
