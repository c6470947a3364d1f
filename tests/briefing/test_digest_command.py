"""`mehvar digest` writes what a reader would be sent on a day, and changes nothing."""

import argparse
import sqlite3
from contextlib import closing
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from openpyxl import load_workbook
from PIL import Image

from bot.__main__ import main
from tests.briefing.sample import filled

DAY = "1405/09/04"


@pytest.fixture
async def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put the sample organisation into a file, and configure it."""
    path = tmp_path / "mehvar.db"
    with closing(sqlite3.connect(path)) as file, closing(sqlite3.connect(":memory:")) as memory:
        memory.deserialize(filled())
        memory.backup(file)
    monkeypatch.setenv("MEHVAR_DATABASE", str(path))
    return tmp_path


def test_four_files_are_written_and_nothing_is_changed(house: Path) -> None:
    before = (house / "mehvar.db").read_bytes()
    assert main(["digest", "--date", DAY, "--for", "head", "--out", str(house / "out")]) == 0
    assert sorted(path.name for path in (house / "out").iterdir()) == [
        f"digest-1405-09-04.{ending}" for ending in ("pdf", "png", "txt", "xlsx")
    ]
    assert (house / "mehvar.db").read_bytes() == before
    base = house / "out" / "digest-1405-09-04"
    assert base.with_suffix(".txt").read_text(encoding="utf-8").startswith("گزارش روزانهٔ ستاد | چهارشنبه ۴ آذر ۱۴۰۵")
    with Image.open(base.with_suffix(".png")) as picture:
        assert picture.width == 800
    assert "پساب" in load_workbook(base.with_suffix(".xlsx")).sheetnames
    with pypdfium2.PdfDocument(base.with_suffix(".pdf")) as pages:
        words = [page.get_textpage().get_text_bounded().split() for page in pages]
    assert len(words) == 3 + 4  # the page to decide by, the country, who has reported; thirteen axes, four a page
    assert "تعالی" in words[0]
    assert sum(page.count("محور") for page in words[3:]) == 13


def test_deputy_is_told_of_the_own_axes(house: Path) -> None:
    assert main(["digest", "--date", DAY, "--for", "hq_deputy", "--out", str(house / "out")]) == 0
    text = (house / "out" / "digest-1405-09-04.txt").read_text(encoding="utf-8")
    assert "تأمین آب" in text
    assert "بورس" not in text
    assert "بورس" not in load_workbook(house / "out" / "digest-1405-09-04.xlsx").sheetnames


@pytest.mark.parametrize("who", ["hq_manager", "989120000000", "989000000001", "nobody"])
def test_who_is_not_of_headquarters_is_refused(house: Path, who: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digest", "--date", DAY, "--for", who, "--out", str(house / "out")]) == 1
    assert "در فهرست ستاد نیست" in capsys.readouterr().err
    assert not (house / "out").exists()


def test_files_that_are_there_stay(house: Path) -> None:
    command = ["digest", "--date", DAY, "--out", str(house / "out")]
    assert main(command) == 0
    assert main(command) == 1


def test_wrong_date_is_a_usage_error(house: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["digest", "--date", "1405/13/04", "--out", str(house)])
    assert isinstance(ended.value.__context__, argparse.ArgumentError) or ended.value.code == 2
