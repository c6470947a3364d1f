"""The end of the trail beside the database: a cut is found, being behind is none, a kill at any point is none."""

import random
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import audit, head_file
from storage.audit import Act, TrailEnd
from storage.database import Database, open_database
from storage.head_file import place_of, read_head, write_head
from tests.fresh import open_fresh

SECRET = b"s" * 32
NOW = datetime(2026, 11, 10, 6, tzinfo=UTC)


async def append(database: Database, links: int, what: str = "export") -> None:
    for number in range(links):
        async with database.transaction() as tx:
            await audit.append(tx, NOW, Act("command", "audit.read", f"{what}:{number}", {}))


async def is_cut(place: Path) -> bool:
    async with open_database(place, SECRET) as database:
        return database.cut


def cut(place: Path, condition: str) -> None:
    """Take links out, as somebody may who has the file."""
    with closing(sqlite3.connect(place, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER audit_stays_whole")
        connection.execute(f"DELETE FROM audit WHERE {condition}")


@pytest.fixture
async def place(tmp_path: Path) -> Path:
    """A database whose trail has ten links."""
    place = tmp_path / "mehvar.db"
    async with open_fresh(place, SECRET) as database:
        await append(database, 10)
    return place


@pytest.mark.parametrize("condition", ["id = 10", "id > 4", "true"])
async def test_a_cut_end_is_found_at_the_start_and_stays_found_though_the_trail_grows(
    place: Path, condition: str
) -> None:
    assert not await is_cut(place)
    kept = read_head(place)
    cut(place, condition)
    async with open_database(place, SECRET) as database:
        assert database.cut
        await append(database, 12, "other")
    assert await is_cut(place)
    assert read_head(place) == kept


async def test_a_file_that_is_behind_or_gone_is_no_alarm_and_is_written_anew(place: Path) -> None:
    newest = read_head(place)
    assert newest
    with closing(sqlite3.connect(place)) as connection:
        heads = [TrailEnd(*row) for row in connection.execute("SELECT id, mac FROM audit")]
    assert heads[-1] == newest
    for head in heads:
        write_head(place, head)
        assert not await is_cut(place)
        assert read_head(place) == newest
    place_of(place).unlink()
    assert not await is_cut(place)
    assert read_head(place) == newest
    assert place_of(place).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", ["", "12", "ten abc", "10 " + "0" * 64, "99999999999999999999 a", "۱۰ \xff"])
async def test_a_file_that_was_spoilt_is_an_alarm(place: Path, text: str) -> None:
    place_of(place).write_text(text, encoding="utf-8")
    assert await is_cut(place)


async def test_what_is_kept_is_never_ahead_of_what_is_committed_wherever_a_process_dies(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(head_file, "EVERY", 0)
    chance = random.Random(7)
    for _ in range(20):
        opened = open_database(place, SECRET)
        database = await opened.__aenter__()
        assert not database.cut
        await append(database, chance.randint(0, 4))
        with suppress(ZeroDivisionError):
            async with database.transaction() as tx:
                await audit.append(tx, NOW, Act("command", "audit.read", "never", {}))
                raise ZeroDivisionError
        if chance.random() < 0.5 and database._end:
            database._end._newest = database._end._kept  # it dies before it has written what waits
        await opened.__aexit__(None, None, None)
        with closing(sqlite3.connect(place)) as connection:
            kept = read_head(place)
            assert kept
            assert connection.execute("SELECT mac FROM audit WHERE id = ?", (kept.id,)).fetchone() == (kept.mac,)
