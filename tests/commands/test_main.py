"""What stands in the way of every command is said in one Persian sentence."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot import exits
from bot.__main__ import main
from bot.language.catalogue import t
from storage.migrations import SCRIPTS
from tests.fresh import write

TOKEN = "1234567:a-token-of-nobody"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "mehvar.db"
    write(path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MEHVAR_DATABASE", str(path))
    monkeypatch.setenv("MEHVAR_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("MEHVAR_HTTP", "")
    return path


def test_run_makes_no_new_secret_for_a_database_that_was_signed_with_another(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run"]) == exits.FAILED
    secret = database.with_name("secret")
    assert t("check.secret_lost", path=str(secret)) in capsys.readouterr().err
    assert not secret.exists()
    assert main(["check", "--offline"]) == exits.FAILED
    assert t("check.secret_lost", path=str(secret)) in capsys.readouterr().out


def test_run_refuses_the_database_of_a_later_version(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database.with_name("secret").write_text("5e" * 32, encoding="ascii")
    later = len(SCRIPTS) + 1
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA user_version = {later}")
    assert main(["run"]) == exits.FAILED
    assert t("check.database_newer", version=later) in capsys.readouterr().err


@pytest.mark.parametrize("command", [["run"], ["import", "roster", "none.csv"], ["backup", "--unencrypted"]])
def test_a_damaged_file_is_said_in_a_sentence(
    database: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    database.with_name("secret").write_text("5e" * 32, encoding="ascii")
    whole = database.read_bytes()
    database.write_bytes(b"no database at all".ljust(len(whole), b"?"))
    assert main(command) == exits.FAILED
    told = capsys.readouterr().err
    assert "Traceback" not in told
    if command[0] == "run":
        assert t("check.database_bad", problem="file is not a database") in told
