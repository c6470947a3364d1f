"""A migration that is killed at any point leaves the old database or the new one, never something between."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import bot
from storage import migrations
from storage.database import open_database
from storage.migrations import SCRIPTS, NewerDatabaseError, migrate

ROOT = Path(bot.__file__).parents[1]
DYING = """
import os, sqlite3, sys
from storage.migrations import migrate

path, steps = sys.argv[1], int(sys.argv[2])
connection = sqlite3.connect(path, isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
connection.execute("PRAGMA synchronous = FULL")
seen = 0

def one_more(statement):
    global seen
    seen += 1
    if seen == steps:
        os.kill(os.getpid(), 9)

connection.set_trace_callback(one_more)
migrate(connection)
print(seen)
"""


def schema(path: Path) -> list[tuple[str, object]]:
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
        return [*found, ("version", connection.execute("PRAGMA user_version").fetchone()[0])]
    finally:
        connection.close()


def run_dying(path: Path, steps: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", DYING, path, str(steps)], cwd=ROOT, capture_output=True, check=False, text=True
    )


@pytest.mark.kill
def test_killed_at_any_statement_it_is_the_old_or_the_new_database(tmp_path: Path) -> None:
    whole = run_dying(tmp_path / "whole.db", 0)
    assert whole.returncode == 0, whole.stderr
    new = schema(tmp_path / "whole.db")
    statements = int(whole.stdout)
    assert statements > 30
    ends = []
    for steps in range(1, statements + 1):
        path = tmp_path / f"{steps}.db"
        assert run_dying(path, steps).returncode == -9
        ends.append(schema(path))
        assert ends[-1] in ([("version", 0)], new), f"killed at statement {steps}"
        connection = sqlite3.connect(path, isolation_level=None)
        migrate(connection)
        connection.close()
        assert schema(path) == new
    assert ends[0] == ends[-1] == [("version", 0)]


def test_a_script_that_fails_leaves_the_version_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = sqlite3.connect(tmp_path / "mehvar.db", isolation_level=None)
    migrate(connection)
    before = schema(tmp_path / "mehvar.db")

    class Scripts:
        def __truediv__(self, name: str) -> "Scripts":
            return self

        def read_text(self, **_how: str) -> str:
            return "CREATE TABLE more (a TEXT) STRICT;\nCREATE TABLE people (a TEXT) STRICT;"

    monkeypatch.setattr(migrations, "SCRIPTS", (*SCRIPTS, "0002_more.sql"))
    monkeypatch.setattr(migrations, "files", lambda _name: Scripts())
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        migrate(connection)
    connection.close()
    assert schema(tmp_path / "mehvar.db") == before


async def test_a_database_of_a_later_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "mehvar.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE of_the_future (a TEXT)")
    connection.execute(f"PRAGMA user_version = {len(SCRIPTS) + 1}")
    connection.close()
    before = schema(path)
    with pytest.raises(NewerDatabaseError, match=f"version {len(SCRIPTS) + 1}"):
        async with open_database(path, b"s" * 32):
            pass
    assert schema(path) == before


async def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "mehvar.db"
    async with open_database(path, b"s" * 32):
        before = schema(path)
    async with open_database(path, b"s" * 32):
        assert schema(path) == before
    assert before[-1] == ("version", len(SCRIPTS))
