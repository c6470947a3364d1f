"""A migration that is killed at any point leaves the old database or the new one, never something between."""

import sqlite3
import subprocess
import sys
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import aiosqlite
import pytest

import bot
from storage import migrations
from storage.database import open_database
from storage.migrations import SCRIPTS, NewerDatabaseError, migrate
from tests.fresh import open_content, open_memory

ROOT = Path(bot.__file__).parents[1]
DYING = """
import asyncio, os, sys
import aiosqlite
from storage.migrations import migrate

path, steps = sys.argv[1], int(sys.argv[2])
seen = 0

def one_more(statement):
    global seen
    seen += 1
    if seen == steps:
        os.kill(os.getpid(), 9)

async def run():
    async with aiosqlite.connect(path, isolation_level=None) as connection:
        await connection.execute("PRAGMA journal_mode = WAL")
        await connection.execute("PRAGMA synchronous = FULL")
        await connection.set_trace_callback(one_more)
        await migrate(connection)

asyncio.run(run())
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


async def schema_of_version(folder: Path, number: int) -> list[tuple[str, object]]:
    path = folder / f"version-{number}.db"
    async with aiosqlite.connect(path, isolation_level=None) as connection:
        await migrate_to(connection, number)
    return schema(path)


async def migrate_to(connection: aiosqlite.Connection, number: int) -> None:
    """Bring a database to an older version, as the program of that time did."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "SCRIPTS", SCRIPTS[:number])
        await migrate(connection)


def run_dying(path: Path, steps: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", DYING, path, str(steps)], cwd=ROOT, capture_output=True, check=False, text=True
    )


@pytest.mark.kill
async def test_killed_at_any_statement_it_is_the_old_or_the_new_database(tmp_path: Path) -> None:
    whole = run_dying(tmp_path / "whole.db", 0)
    assert whole.returncode == 0, whole.stderr
    whole_ones = [
        [("version", 0)],
        *[await schema_of_version(tmp_path, number) for number in range(1, len(SCRIPTS) + 1)],
    ]
    new = schema(tmp_path / "whole.db")
    assert new == whole_ones[-1]
    statements = int(whole.stdout)
    assert statements > 30
    ends = []
    for steps in range(1, statements + 1):
        path = tmp_path / f"{steps}.db"
        assert run_dying(path, steps).returncode == -9
        ends.append(schema(path))
        assert ends[-1] in whole_ones, f"killed at statement {steps}"
        async with aiosqlite.connect(path, isolation_level=None) as connection:
            await migrate(connection)
        assert schema(path) == new
    assert ends[0] == whole_ones[0]
    assert ends[-1] == whole_ones[-2]


async def test_a_script_that_fails_leaves_the_version_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with aiosqlite.connect(tmp_path / "mehvar.db", isolation_level=None) as connection:
        await migrate(connection)
    before = schema(tmp_path / "mehvar.db")

    class Scripts:
        def __truediv__(self, name: str) -> "Scripts":
            return self

        def read_text(self, **_how: str) -> str:
            return "CREATE TABLE more (a TEXT) STRICT;\nCREATE TABLE people (a TEXT) STRICT;"

    monkeypatch.setattr(migrations, "SCRIPTS", (*SCRIPTS, "9999_more.sql"))
    monkeypatch.setattr(migrations, "files", lambda _name: Scripts())
    async with aiosqlite.connect(tmp_path / "mehvar.db", isolation_level=None) as connection:
        with pytest.raises(sqlite3.OperationalError, match="already exists"):
            await migrate(connection)
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


async def test_a_database_in_use_gets_evidence_and_keeps_its_rows(tmp_path: Path) -> None:
    async with aiosqlite.connect(tmp_path / "mehvar.db", isolation_level=None) as connection:
        await migrate_to(connection, 1)
        await connection.execute(
            "INSERT INTO people (id, full_name, state, created_at) VALUES (7, 'Sara', 'active', '2026')"
        )
        await migrate(connection)
        assert list(await connection.execute_fetchall("SELECT full_name FROM people")) == [("Sara",)]
        row = "INSERT INTO evidence (person_id, week, province, axis, kind, platform, state, created_at) VALUES "
        await connection.execute(row + "(7, '2026-11-21', 'IR-21', 'AX01', 'photo', 'bale', 'pending', '2026')")
        for impossible in (
            "(7, '2026-11-21', 'IR-21', 'AX01', 'photo', 'bale', 'kept', '2026')",  # without its file's digest
            "(7, '2026-11-21', 'IR-21', 'AX01', 'location', 'bale', 'kept', '2026')",  # without its place
            "(7, '2026-11-21', 'IR-21', 'AX01', 'video', 'bale', 'pending', '2026')",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                await connection.execute(row + impossible)


def test_a_scripts_number_is_its_place() -> None:
    assert [int(name[:4]) for name in SCRIPTS] == list(range(1, len(SCRIPTS) + 1))


def test_landed_scripts_stay_as_they_are() -> None:
    """A database somewhere has run them: what they left undone is for a new script, with a line of its own here."""
    folder = files("storage.migrations")
    assert {name: sha256((folder / name).read_bytes()).hexdigest()[:12] for name in SCRIPTS} == {
        "0001_backbone.sql": "a65d39c413a4",
        "0002_evidence.sql": "23f0c004a4a1",
        "0003_calendar.sql": "7fdfa56e08f1",
        "0004_sweep.sql": "0232682ee262",
        "0005_obstacles.sql": "2cdaa9b9c497",
        "0006_clockwork.sql": "35c02b1a4cac",
        "0007_announcing.sql": "88e01eac94da",
        "0008_consulting.sql": "c70d8a3dbc20",
        "0009_briefing.sql": "857b1c2e9cd4",
        "0010_files.sql": "a61d5eb26300",
        "0011_delegation.sql": "62f247bc8eda",
        "0012_words.sql": "fee5b75cb9c7",
        "0013_administering.sql": "8a456c10822d",
        "0014_reviewing.sql": "12e4b6841e46",
        "0015_schedule.sql": "20decfc4b8d0",
        "0016_notices.sql": "9372bcbbc87d",
        "0017_answers.sql": "d0f5e0233210",
        "0018_standings.sql": "bdf134ef23cf",
        "0019_growing.sql": "d3f291aa3829",
        "0020_ceilings.sql": "4a4e893ae4e2",
        "0021_estate_entries.sql": "81cd48905d11",
        "0022_dealings.sql": "7a7f6bdea4c3",
        "0023_entry_states.sql": "4fbf7f336420",
        "0024_only_on.sql": "be81de09a9b5",
        "0025_decisions.sql": "81e6283d6d0a",
        "0026_months.sql": "a7cc9afb88b0",
        "0027_former_plans.sql": "e748434076aa",
        "0028_held_returns.sql": "483b4997d7d8",
        "0029_need_to_know.sql": "6c2f533f6cfa",
    }


async def test_a_database_of_before_loses_the_index_that_nobody_asks() -> None:
    async with open_content(b"") as connection:
        await migrate(connection, newest=SCRIPTS.index("0017_answers.sql"))
        await connection.execute("ALTER TABLE answers ADD COLUMN current INTEGER NOT NULL DEFAULT 1")
        await connection.execute("CREATE INDEX answers_current ON answers (programme_id) WHERE current = 1")
        await migrate(connection)
        assert not await connection.execute_fetchall("SELECT 1 FROM sqlite_master WHERE name = 'answers_current'")


async def test_database_that_tests_begin_with_is_what_the_scripts_make() -> None:
    async with open_content(b"") as made, open_memory() as copied:
        await migrate(made)
        assert [line async for line in copied.iterdump()] == [line async for line in made.iterdump()]
        assert await migrations.get_version(copied) == len(SCRIPTS)
