"""`mehvar import` shows first and changes only with --apply."""

import argparse
import sqlite3
from importlib import resources
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.commands import import_, invite
from bot.config import Config, read_config
from bot.exits import ALREADY_RUNNING, FAILED, GOOD, USAGE
from bot.people.roster_file import COLUMNS
from storage.process_lock import hold_process_lock

ROWS: list[list[str | float | None]] = [
    ["09121110001", "الف", "دکتر", "مدیرعامل", "یزد", "", ""],
    [9121110002.0, "ب", None, "head", None, None, None],
]


@pytest.fixture
def config(tmp_path: Path) -> Config:
    names = {"MEHVAR_DATABASE": str(tmp_path / "data" / "m.db"), "MEHVAR_YEAR": "1405"}
    return read_config(names, tmp_path / "none.toml")


@pytest.fixture
def roster(tmp_path: Path) -> str:
    return workbook(tmp_path / "people.xlsx", ROWS)


def workbook(file: Path, rows: list[list[str | float | None]]) -> str:
    book = Workbook()
    assert book.active is not None
    book.active.append(list(COLUMNS))
    for row in rows:
        book.active.append(row)
    book.save(file)
    return str(file)


def mehvar(config: Config, command: str, *words: str) -> int:
    parser = argparse.ArgumentParser()
    if command == "invite":
        invite.add_arguments(parser)
        return invite.run(parser.parse_args(words), config)
    import_.add_arguments(parser)
    return import_.run(parser.parse_args(words), config)


def stored(config: Config, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(config.database)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_a_dry_run_changes_nothing(config: Config, roster: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert mehvar(config, "import", "roster", roster) == GOOD
    shown = capsys.readouterr().out
    assert "۲ ردیف، ۲ نفر" in shown
    assert "98912•••0001" in shown
    assert "--apply" in shown
    assert not config.database.exists()
    assert not config.secret_file.exists()


def test_apply_makes_it_so(config: Config, roster: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert mehvar(config, "import", "roster", roster, "--apply") == GOOD
    assert stored(config, "SELECT phone FROM phones ORDER BY phone") == [("989121110001",), ("989121110002",)]
    assert mehvar(config, "import", "roster", roster) == GOOD
    assert "تفاوتی نیست" in capsys.readouterr().out


def test_who_is_missing_is_suspended_only_when_asked(
    config: Config, roster: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mehvar(config, "import", "roster", roster, "--apply")
    less = workbook(tmp_path / "less.xlsx", ROWS[:1])
    mehvar(config, "import", "roster", less, "--apply")
    assert "--suspend-missing" in capsys.readouterr().out
    assert stored(config, "SELECT count(*) FROM people WHERE state = 'active'") == [(2,)]
    mehvar(config, "import", "roster", less, "--apply", "--suspend-missing")
    assert stored(config, "SELECT count(*) FROM people WHERE state = 'active'") == [(1,)]


def test_a_file_with_one_mistake_imports_nothing(
    config: Config, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = workbook(tmp_path / "wrong.xlsx", [*ROWS, ["x", "", "", "y", "z", "", ""]])
    assert mehvar(config, "import", "roster", wrong, "--apply") == FAILED
    said = capsys.readouterr()
    assert said.err.count("ردیف ۴") == 4
    assert not config.database.exists()


def test_while_mehvar_runs_only_a_dry_run_works(
    config: Config, roster: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with hold_process_lock(config.database):
        assert mehvar(config, "import", "roster", roster) == GOOD
        assert mehvar(config, "import", "roster", roster, "--apply") == ALREADY_RUNNING
        assert mehvar(config, "invite", "09121110001") == ALREADY_RUNNING
    assert "در حال اجراست" in capsys.readouterr().err


def test_another_file_is_refused_in_one_line(
    config: Config, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (("roster", "none.xlsx"), ("roster", "a.doc"), ("axes", "none.toml"), ("axes", "axes.xlsx")):
        assert mehvar(config, "import", *words) == FAILED
        assert capsys.readouterr().err.count("\n") == 1
    broken = tmp_path / "axes.toml"
    broken.write_bytes(b"\xff")
    assert mehvar(config, "import", "axes", str(broken)) == FAILED


def test_axes_are_shown_then_imported(config: Config, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (resources.files("bot.programme") / "axes.toml").read_text(encoding="utf-8")
    file = tmp_path / "axes.toml"
    file.write_text(text, encoding="utf-8")
    assert mehvar(config, "import", "axes", str(file)) == GOOD
    assert not config.database.exists()
    assert mehvar(config, "import", "axes", str(file), "--apply") == GOOD
    assert stored(config, "SELECT year, motto FROM programmes") == [(1405, "")]
    capsys.readouterr()
    file.write_text(text.replace('short_fa = "تأمین آب"', 'short_fa = "آب"'), encoding="utf-8")
    assert mehvar(config, "import", "axes", str(file), "--apply") == GOOD
    assert "تغییر: محور AX02 — short از" in capsys.readouterr().out
    assert stored(config, "SELECT short FROM axes WHERE code = 'AX02'") == [("آب",)]
    assert mehvar(config, "import", "axes", str(file), "--year", "1402", "--apply") == GOOD
    assert stored(config, "SELECT value FROM targets") == [(500 * 10**10,)]


def test_an_invitation_is_a_code_with_its_links(
    config: Config, roster: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert mehvar(config, "invite", "123") == USAGE
    assert mehvar(config, "invite", "09121110001") == FAILED
    mehvar(config, "import", "roster", roster, "--apply")
    capsys.readouterr()
    assert mehvar(config, "invite", "+98 912 111 0001") == GOOD
    assert "http" not in capsys.readouterr().out
    connection = sqlite3.connect(config.database)
    with connection:
        connection.execute("INSERT INTO settings VALUES ('telegram.username', 'm_bot'), ('bale.username', '@b_bot')")
    connection.close()
    assert mehvar(config, "invite", "09121110001") == GOOD
    shown = capsys.readouterr().out
    code = shown.partition("https://t.me/m_bot?start=")[2][:10]
    assert shown.count(code) == 3
    assert f"https://ble.ir/b_bot?start={code}" in shown
    assert "1110001" not in shown


def test_no_word_is_a_usage_error(config: Config) -> None:
    with pytest.raises(SystemExit) as caught:
        mehvar(config, "import")
    assert caught.value.code == USAGE
