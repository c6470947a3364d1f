"""What may not be read is not called missing, paths are meant from where a command is called, and printed ones work."""

import os
import pwd
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot import exits
from bot.__main__ import main
from bot.language.catalogue import t
from tests.house.tree import ROOT

NOBODY = 65534
ROSTER = "phone,full_name,honorific,role,province,estate,axes\n09121234567,مدیر آزمایشی,,ceo,یزد,,\n"


@contextmanager
def closed(folder: Path) -> Iterator[None]:
    """Let nobody who is not root into a folder, and be nobody for a while."""
    mode, user = folder.stat().st_mode, os.geteuid()
    folder.chmod(0)
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)
        folder.chmod(mode)


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that everybody may enter, which those of pytest are not; the commands are called there."""
    for name in list(os.environ):
        if name.startswith("MEHVAR_"):
            monkeypatch.delenv(name)
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        monkeypatch.setenv("MEHVAR_DATABASE", str(folder / "data" / "mehvar.db"))
        monkeypatch.chdir(folder)
        yield folder
        monkeypatch.undo()


def told(file: Path) -> str:
    """Return how the sentence about a file that is closed to us begins, up to the end of its path."""
    user = pwd.getpwuid(os.geteuid() or NOBODY).pw_name
    return t("commands.closed", path=str(file), user=user).partition("\n")[0]


@pytest.mark.parametrize(
    "command",
    [
        "import roster FILE.csv",
        "import roster FILE.xlsx",
        "import targets FILE.xlsx",
        "import axes FILE.toml",
        "import closures FILE.toml",
        "restore FILE.age",
    ],
)
def test_a_file_that_may_not_be_read_is_not_called_missing(
    command: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    *words, name = command.split()
    away = place / "away"
    away.mkdir()
    file = away / name
    assert main([*words, str(file)]) == exits.FAILED
    missing = capsys.readouterr().err
    assert missing
    assert told(file) not in missing
    file.touch()
    with closed(away):
        assert main([*words, str(file)]) == exits.FAILED
    assert told(file) in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", ["backup --unencrypted", "export weeks --out x.xlsx", "audit verify", "digest --out x"]
)
def test_a_database_that_may_not_be_read_is_not_called_missing(
    command: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "data").mkdir()
    database = place / "data" / "mehvar.db"
    database.touch()
    with closed(place / "data"):
        assert main(command.split()) == exits.FAILED
    assert told(database) in capsys.readouterr().err


def test_check_tells_database_secret_and_backups_that_are_closed_from_those_that_are_not_there(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    key = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
    monkeypatch.setenv("MEHVAR_BACKUP_KEY", key)
    assert main(["check", "--offline"]) == exits.GOOD
    capsys.readouterr()
    data = place / "data"
    data.mkdir()
    with closed(data):
        assert main(["check", "--offline"]) == exits.FAILED
    said = capsys.readouterr().out
    for name in ("mehvar.db", "secret", "backups"):
        assert told(data / name) in said, name


def run(command: list[str], folder: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MEHVAR_")}
    return subprocess.run(
        command,
        cwd=folder,
        env=environment | {"PYTHONPATH": str(ROOT)} | more,
        capture_output=True,
        text=True,
        check=False,
    )


def test_paths_are_meant_from_where_the_command_was_called(tmp_path: Path) -> None:
    home, away = tmp_path / "home", tmp_path / "away"
    home.mkdir()
    away.mkdir()
    (away / "people.csv").write_text(ROSTER, encoding="utf-8")
    command = [sys.executable, "-m", "bot", "import", "roster", "people.csv"]
    assert run(command, home).returncode == exits.FAILED
    assert run(command, home, MEHVAR_CALLED_FROM=str(away)).returncode == exits.GOOD
    absolute = [*command[:-1], str(away / "people.csv")]
    assert run(absolute, home, MEHVAR_CALLED_FROM="/nowhere").returncode == exits.GOOD


def test_the_command_that_a_backup_prints_brings_it_back_from_where_the_reader_stands(tmp_path: Path) -> None:
    mehvar = Path(sys.executable).with_name("mehvar")
    home = tmp_path / "with a space"
    home.mkdir()
    (home / "people.csv").write_text(ROSTER, encoding="utf-8")
    assert run([str(mehvar), "import", "roster", "people.csv", "--apply"], home).returncode == exits.GOOD
    said = run([str(mehvar), "backup", "--unencrypted"], home, PATH="/usr/bin:/bin").stdout
    (line,) = [line for line in said.splitlines() if " restore " in line]
    printed = shlex.split(line.partition("\N{FIRST STRONG ISOLATE}")[2].rstrip("\N{POP DIRECTIONAL ISOLATE}"))
    assert printed[:2] == [str(mehvar), "restore"]
    again = run([*printed, "--force"], tmp_path, MEHVAR_DATABASE=str(home / "data" / "mehvar.db"))
    assert again.returncode == exits.GOOD, again.stderr
