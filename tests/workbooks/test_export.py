"""`mehvar export` writes a new file for its owner alone, reads only, and is noted where nobody else is writing."""

import asyncio
import stat
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from bot import exits
from bot.__main__ import main
from bot.language.catalogue import t
from storage.database import open_reader
from storage.process_lock import hold_process_lock
from tests.briefing.sample import open_sample
from tests.fresh import content_of, look


@pytest.fixture
async def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample organisation's database in a folder of its own, which the commands are told of."""
    async with open_sample() as tx:
        await tx.flush()
        (tmp_path / "mehvar.db").write_bytes(content_of(tx.connection))
    (tmp_path / "secret").write_text("5e" * 32)
    monkeypatch.setenv("MEHVAR_DATABASE", str(tmp_path / "mehvar.db"))
    monkeypatch.setenv("MEHVAR_SECRET_FILE", str(tmp_path / "secret"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_week_is_written_to_a_new_file(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = house / "week.xlsx"
    assert main(["export", "weeks", "--out", str(file), "--date", "۱۴۰۵/۰۸/۲۷"]) == exits.GOOD
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    found = openpyxl.load_workbook(file)
    assert str(found.worksheets[0]["A2"].value).startswith("هفتهٔ منتهی به چهارشنبه ۲۷ آبان ۱۴۰۵")
    assert capsys.readouterr().out.strip() == t("commands.exported", path=str(file))
    assert main(["export", "weeks", "--out", str(file)]) == exits.FAILED  # it is not written over


async def test_it_is_noted_in_the_trail(house: Path) -> None:
    await asyncio.to_thread(main, ["export", "weeks", "--out", str(house / "week.xlsx")])
    async with open_reader(house / "mehvar.db") as tx:
        noted = await tx.value("SELECT actor || ' ' || subject FROM audit ORDER BY id DESC LIMIT 1")
    assert noted == "command weeks"


def test_beside_a_running_service_it_writes_and_says_that_it_is_not_noted(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with hold_process_lock(house / "mehvar.db"):
        assert main(["export", "weeks", "--out", str(house / "week.xlsx")]) == exits.GOOD
    assert t("commands.not_noted") in capsys.readouterr().err


async def test_all_answers_of_a_year_stand_in_one_table(house: Path) -> None:
    file = house / "reports.xlsx"
    assert (
        await asyncio.to_thread(main, ["export", "reports", "--out", str(file), "--date", "1405/09/04"]) == exits.GOOD
    )
    with CalamineWorkbook.from_path(file) as workbook:
        rows = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    async with open_sample() as tx:
        (answers,) = await tx.column(
            """SELECT count(*) FROM answers JOIN reports ON reports.id = report_id
               AND answers.revision = reports.revision JOIN programmes ON programmes.id = reports.programme_id
               WHERE year = 1405"""
        )
        ((value, unchanged),) = await look(
            tx,
            "SELECT sum(value), sum(answers.unchanged) FROM answers JOIN reports ON reports.id = report_id"
            " AND answers.revision = reports.revision WHERE indicator = 'elec_absorbed'",
        )
    table = [dict(zip(rows[1], row, strict=True)) for row in rows[2:]]
    assert len(table) == answers
    mine = [row for row in table if row["شاخص"] == "اعتبار جذب‌شده"]
    assert sum(float(str(row["مقدار"] or 0)) for row in mine) == pytest.approx(value / 10**10)
    assert sum(row["نوع پاسخ"] == "بدون تغییر" for row in mine) == unchanged
    assert {type(row["مقدار"]) for row in mine if row["مقدار"] != ""} == {float}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["export", "reports", "--out", "x.xlsx", "--date", "1399/01/01"], exits.FAILED),
        (["export", "weeks", "--out", "nowhere/x.xlsx"], exits.FAILED),
    ],
)
def test_what_cannot_be_written_is_said(
    house: Path, arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == code
    assert capsys.readouterr().err
    assert not (house / "x.xlsx").exists()


def test_a_name_that_promises_no_workbook_is_refused(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("week.csv", "week.xls", "week", "WEEK.XLSX.csv"):
        assert main(["export", "reports", "--out", str(house / name)]) == exits.FAILED
        assert capsys.readouterr().err.strip() == t("commands.not_xlsx", path=str(house / name))
        assert not (house / name).exists()
    assert main(["export", "reports", "--out", str(house / "REPORTERS.XLSX")]) == exits.GOOD


def test_a_date_that_is_none_is_a_wrong_use(house: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["export", "weeks", "--out", str(house / "x.xlsx"), "--date", "1405/13/01"])
    assert ended.value.code == exits.USAGE


def test_without_a_database_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEHVAR_DATABASE", str(tmp_path / "none.db"))
    assert main(["export", "weeks", "--out", str(tmp_path / "x.xlsx")]) == exits.FAILED
