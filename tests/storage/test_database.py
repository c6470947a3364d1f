"""A transaction is on disk when its block has ended, or nothing of it is."""

import asyncio
import os
import resource
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import bot
from storage import settings
from storage.database import Database, open_database
from storage.outgoing import Outgoing
from storage.process_lock import hold_process_lock
from storage.secret import read_secret

ROOT = Path(bot.__file__).parents[1]


async def stored(database: Database) -> list[str]:
    """Return the names that are on disk, as another connection sees them."""
    (path,) = [row[2] for row in await database._writer.execute_fetchall("PRAGMA database_list")]
    other = sqlite3.connect(path)
    try:
        return [name for (name,) in other.execute("SELECT name FROM settings ORDER BY name")]
    finally:
        other.close()


async def test_what_a_block_wrote_is_there_for_others_when_it_has_ended(database: Database) -> None:
    async with database.transaction() as tx:
        await settings.save(tx, "a", "1")
        assert await stored(database) == []
    assert await stored(database) == ["a"]


async def test_an_exception_takes_everything_back(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):  # noqa: PT012
        async with database.transaction() as tx:
            await settings.save(tx, "a", "1")
            raise ZeroDivisionError
    assert await stored(database) == []
    async with database.transaction() as tx:
        await settings.save(tx, "b", "1")
    assert await stored(database) == ["b"]


async def test_a_cancelled_block_is_rolled_back_and_frees_the_lock(database: Database) -> None:
    inside = asyncio.Event()

    async def write() -> None:
        async with database.transaction() as tx:
            await settings.save(tx, "a", "1")
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.transaction() as tx:
        await settings.save(tx, "b", "1")
    assert await stored(database) == ["b"]


class SlowCommits:
    """Holds every commit until it is let go."""

    def __init__(self, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.go = threading.Event(), threading.Event()
        self._commit = database._writer.commit
        monkeypatch.setattr(database._writer, "commit", self.commit)

    async def commit(self) -> None:
        self.begun.set()
        assert await asyncio.to_thread(self.go.wait, 10)
        await self._commit()


async def test_a_commit_that_has_begun_is_not_cancelled_and_its_rows_are_told(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Outgoing] = []
    database.committed = told.extend
    commits = SlowCommits(database, monkeypatch)

    async def write() -> None:
        async with database.transaction() as tx:
            await settings.save(tx, "a", "1")
            tx.created.append(None)  # type: ignore[arg-type]

    task = asyncio.create_task(write())
    await asyncio.to_thread(commits.begun.wait)
    for _ in range(3):
        task.cancel()
        await asyncio.sleep(0)
    assert not task.done()
    commits.go.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await stored(database) == ["a"]
    assert told == [None]


async def test_a_commit_that_fails_while_it_is_cancelled_is_not_told(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Outgoing] = []
    database.committed = told.extend
    commits = SlowCommits(database, monkeypatch)

    async def write() -> None:
        async with database.transaction() as tx:
            await tx.run("PRAGMA defer_foreign_keys = ON")
            await tx.run("INSERT INTO phones (person_id, phone) VALUES (99, 'x')")
            tx.created.append(None)  # type: ignore[arg-type]

    task = asyncio.create_task(write())
    await asyncio.to_thread(commits.begun.wait)
    task.cancel()
    commits.go.set()
    with pytest.raises(sqlite3.IntegrityError):
        await task
    assert told == []
    assert not database._writer.in_transaction


async def test_a_failed_commit_is_rolled_back(database: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError):  # noqa: PT012
        async with database.transaction() as tx:
            await settings.save(tx, "a", "1")
            await tx.run("PRAGMA defer_foreign_keys = ON")
            await tx.run("INSERT INTO phones (person_id, phone) VALUES (99, 'x')")
    assert await stored(database) == []


async def test_blocks_of_many_tasks_never_mix(database: Database) -> None:
    async def write(number: int) -> None:
        async with database.transaction() as tx:
            await settings.save(tx, f"{number:02} first", "1")
            await asyncio.sleep(0)
            if number % 3 == 0:
                raise ZeroDivisionError
            await settings.save(tx, f"{number:02} second", "1")

    ends = await asyncio.gather(*(write(number) for number in range(30)), return_exceptions=True)
    assert len([end for end in ends if end]) == 10
    assert await stored(database) == sorted(f"{n:02} {w}" for n in range(30) if n % 3 for w in ("first", "second"))


async def test_a_savepoint_takes_back_its_own_part_and_its_outgoing_rows(database: Database) -> None:
    async with database.transaction() as tx:
        await settings.save(tx, "a", "1")
        with pytest.raises(ZeroDivisionError):  # noqa: PT012
            async with tx.savepoint():
                await settings.save(tx, "b", "1")
                tx.created.append(None)  # type: ignore[arg-type]
                raise ZeroDivisionError
        async with tx.savepoint():
            await settings.save(tx, "c", "1")
        assert tx.created == []
    assert await stored(database) == ["a", "c"]


async def test_the_reader_sees_one_committed_state_and_cannot_write(database: Database) -> None:
    async with database.transaction() as tx:
        await settings.save(tx, "a", "1")
        assert await database.read(settings.get, "a") is None
    assert await database.read(settings.get, "a") == "1"
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await database._reader.execute("DELETE FROM settings")


async def test_a_commit_is_synced_to_the_disk(database: Database) -> None:
    for connection in (database._writer, database._reader):
        assert list(await connection.execute_fetchall("PRAGMA journal_mode")) == [("wal",)]
        assert list(await connection.execute_fetchall("PRAGMA foreign_keys")) == [(1,)]
    assert list(await database._writer.execute_fetchall("PRAGMA synchronous")) == [(2,)]


async def test_a_full_disk_ends_the_block_and_keeps_what_was_acknowledged(database: Database) -> None:
    ((pages,),) = await database._writer.execute_fetchall("PRAGMA page_count")
    await database._writer.execute(f"PRAGMA max_page_count = {pages + 3}")
    acknowledged = []
    with pytest.raises(sqlite3.OperationalError, match="full"):  # noqa: PT012
        for number in range(100):
            async with database.transaction() as tx, tx.savepoint():
                await settings.save(tx, f"{number:03}", "x" * 1000)
            acknowledged.append(f"{number:03}")
    assert acknowledged
    assert await stored(database) == acknowledged
    assert list(await database._writer.execute_fetchall("PRAGMA integrity_check")) == [("ok",)]
    assert not database._writer.in_transaction


WRITER = """
import asyncio, sys
from pathlib import Path
from storage import settings
from storage.database import open_database

async def write():
    async with open_database(Path(sys.argv[1]), b"s" * 32) as database:
        for number in range(100_000):
            async with database.transaction() as tx:
                await settings.save(tx, f"{number:06}", "x" * 2000)
            print(number, flush=True)

asyncio.run(write())
"""


@pytest.mark.kill
def test_a_disk_that_fills_up_ends_the_process_and_loses_nothing_acknowledged(tmp_path: Path) -> None:
    def little_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))

    path = tmp_path / "mehvar.db"
    done = subprocess.run(
        [sys.executable, "-c", WRITER, path],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
        preexec_fn=little_room,
        timeout=60,
    )
    assert done.returncode == 1
    assert "OperationalError" in done.stderr
    acknowledged = [int(line) for line in done.stdout.split()]
    assert len(acknowledged) > 20
    assert _names_after(path)[: len(acknowledged)] == [f"{number:06}" for number in acknowledged]


@pytest.mark.kill
def test_a_killed_writer_loses_nothing_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "mehvar.db"
    acknowledged: list[int] = []
    for life in range(5):
        child = subprocess.Popen([sys.executable, "-c", WRITER, path], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        told = [int(child.stdout.readline()) for _ in range(10 + 7 * life)]
        child.kill()
        told += [int(line) for line in child.stdout.read().splitlines() if line]
        child.wait()
        child.stdout.close()
        acknowledged = told
        assert _names_after(path)[: len(acknowledged)] == [f"{number:06}" for number in acknowledged]


def _names_after(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [name for (name,) in connection.execute("SELECT name FROM settings ORDER BY name")]
    finally:
        connection.close()


async def test_the_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "mehvar.db"
    async with open_database(path, b"s" * 32) as database, database.transaction() as tx:
        await settings.save(tx, "a", "1")
        for file in path.parent.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_the_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "secret"
    before = os.umask(0)
    try:
        secret = read_secret(path)
    finally:
        os.umask(before)
    assert len(secret) == 32
    assert read_secret(path) == secret
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret"]


def test_a_half_written_secret_of_a_former_process_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "secret.new").write_text("half")
    assert len(read_secret(tmp_path / "secret")) == 32


@pytest.mark.parametrize("content", ["", "abcd", "zz" * 32])
def test_a_damaged_secret_is_refused_and_never_replaced(tmp_path: Path, content: str) -> None:
    path = tmp_path / "secret"
    path.write_text(content)
    with pytest.raises(ValueError, match="secret"):
        read_secret(path)
    assert path.read_text() == content


@pytest.mark.kill
def test_a_second_run_is_refused(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "MEHVAR_DATABASE": str(tmp_path / "mehvar.db"), "MEHVAR_HTTP": ""}
    environment |= {"MEHVAR_TELEGRAM_TOKEN": "100:TELEGRAM-TEST", "MEHVAR_TELEGRAM_BASE_URL": "http://127.0.0.1:9/bot"}
    with hold_process_lock(tmp_path / "mehvar.db"):
        second = subprocess.run(
            [sys.executable, "-m", "bot", "run"], cwd=ROOT, env=environment, capture_output=True, check=False
        )
    assert second.returncode == 75
    assert b"Traceback" not in second.stderr
    assert not (tmp_path / "mehvar.db").exists()


async def test_a_savepoint_that_fails_takes_back_what_an_inner_one_had_written(database: Database) -> None:
    async with database.transaction() as tx:
        await settings.save(tx, "a", "1")
        with pytest.raises(ZeroDivisionError):  # noqa: PT012
            async with tx.savepoint():
                async with tx.savepoint():
                    await settings.save(tx, "b", "1")
                    assert await settings.get(tx, "b") == "1"
                await settings.save(tx, "c", "1")
                raise ZeroDivisionError
        async with tx.savepoint():
            await settings.save(tx, "d", "1")
    assert await stored(database) == ["a", "d"]
