"""The nightly backup: once a night, in an errand; its failures are told, and end nothing else."""

import asyncio
import io
import sqlite3
import threading
import time
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from bot.backup import making, nightly, packing
from bot.backup.making import BackupOrder, Made
from bot.backup.nightly import BackupErrand, BackupFailed, Backups, order_backup
from bot.backup.packing import Progress
from bot.backup.rules import choose_kept
from bot.backup.sealing import seal
from bot.backup.shelf import last_made, list_sealed, name_of, rotate
from bot.delivery.attachment import read_attachment
from bot.delivery.beats import LONGEST, Beats
from bot.delivery.errands import ErrandKind, Errands
from bot.delivery.outgoing_files import LARGEST, OutgoingFiles
from sandbox.clock import Clock
from storage import accounts, audit, people, vault
from storage.database import Database
from storage.memory import Memory
from storage.people import Duty
from storage.transaction import Reading
from tests.chasing.world import tick
from tests.fresh import open_fresh

SECRET = b"s" * 32
BEFORE = datetime(2026, 11, 9, 22, 59, tzinfo=UTC)  # 02:29 in Tehran
AT = BEFORE + timedelta(minutes=1)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_fresh(tmp_path / "mehvar.db", SECRET) as opened:
        opened.memory.backups = True
        yield opened


@pytest.fixture
def order(tmp_path: Path, keys: tuple[str, Path]) -> BackupOrder:
    return BackupOrder(tmp_path / "mehvar.db", tmp_path / "backups", (keys[0],))


async def rows(database: Database, question: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in await database._writer.execute_fetchall(question)]


ORDERED = "SELECT count(*) FROM errands WHERE kind = 'backup'"


async def test_it_is_ordered_once_a_night_where_there_is_a_key(database: Database) -> None:
    for moment, ordered in ((BEFORE, 0), (AT, 1), (AT, 1), (AT + timedelta(hours=20), 1), (AT + timedelta(days=1), 2)):
        async with database.transaction() as tx:
            await tick(tx, moment)
        assert await rows(database, ORDERED) == [(ordered,)]
    database.memory.backups = False
    async with database.transaction() as tx:
        await order_backup(tx, AT + timedelta(days=2))
    assert await rows(database, ORDERED) == [(2,)]


async def run_night(database: Database, backups: Backups, now: datetime = AT) -> None:
    async with database.transaction() as tx:
        await order_backup(tx, now)
    await Errands(database, Clock.standing(now), {"backup": ErrandKind(BackupErrand, backups.make)}, Beats()).run_due()


async def test_night_leaves_a_sealed_file_and_a_line_in_the_trail(
    database: Database, order: BackupOrder, tmp_path: Path
) -> None:
    vault.keep(order.database.with_name("evidence"), b"a photo")
    await run_night(database, Backups(order, SECRET, Clock.standing(AT), Beats()))
    made = order.folder / "mehvar-20261109T230000Z.tar.gz.age"
    assert list_sealed(order.folder) == {AT: order.folder / "mehvar-20261109T230000Z.tar.gz.age"}
    assert await rows(database, "SELECT actor, action, subject FROM audit") == [("schedule", "backup.make", made.name)]
    assert await rows(database, "SELECT count(*) FROM outbox") == [(0,)]
    assert await rows(database, "SELECT state FROM errands") == [("done",)]
    assert await rows(database, "SELECT value FROM settings WHERE name = 'last_backup'") == [(AT.isoformat(),)]
    assert await audit.find_break(Reading(database._writer, Memory()), SECRET) is None
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


async def test_the_copy_has_no_name_while_it_is_packed(
    database: Database, order: BackupOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[Path]] = []
    pack = packing.pack

    def spied(*arguments: Any) -> None:
        seen.append([path for folder in order.database.parent.glob(".backup-*") for path in folder.iterdir()])
        pack(*arguments)

    monkeypatch.setattr(making, "pack", spied)
    await run_night(database, Backups(order, SECRET, Clock.standing(AT), Beats()))
    assert seen == [[]]
    assert last_made(order.folder) == AT


def test_what_could_not_be_read_whole_is_not_called_sealed(keys: tuple[str, Path]) -> None:
    def write(stream: BinaryIO) -> None:
        stream.write(b"x" * 200_000)
        raise OSError(5, "Input/output error")

    with pytest.raises(OSError, match="Input/output"):
        seal(write, io.BytesIO(), (keys[0],))


def test_a_full_disk_under_the_sealed_file_is_raised_and_hangs_nothing(keys: tuple[str, Path]) -> None:
    class Full(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, _piece: object) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        seal(lambda stream: stream.write(b"x" * 2_000_000) and None, Full(), (keys[0],))  # type: ignore[arg-type]


async def test_a_backup_that_cannot_be_written_whole_leaves_no_part(
    database: Database, order: BackupOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(making, "pack", broken)
    with pytest.raises(BackupFailed):
        await Backups(order, SECRET, Clock.standing(AT), Beats()).make(database, BackupErrand())
    assert not list(order.folder.iterdir())


@pytest.mark.parametrize("largest", [LARGEST, 100])
async def test_a_small_backup_is_sent_to_the_admins_where_that_is_wanted(
    database: Database, order: BackupOrder, largest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nightly, "LARGEST", largest)
    async with database.transaction() as tx:
        admin = await people.add(tx, "Admin", "", "active", AT)
        await people.save_duty(tx, admin, Duty("admin", "", "", ""))
        await accounts.link(tx, await accounts.meet(tx, "bale", 9, 9, AT), admin, AT)
    outgoing = OutgoingFiles(order.database.with_name("outgoing"))
    await run_night(database, Backups(order, SECRET, Clock.standing(AT), Beats(), outgoing))
    sent = await rows(database, "SELECT chat_id, operation, file FROM outbox")
    if largest == 100:
        assert sent == []
        return
    ((chat_id, operation, file),) = sent
    assert (chat_id, operation) == (9, "file")
    found = read_attachment(str(file))
    with outgoing.open(found) as content:
        assert content.read() == (order.folder / found.name).read_bytes()


@pytest.mark.usefixtures("quiet_logs")
async def test_a_folder_that_cannot_be_written_is_tried_again_and_the_service_goes_on(
    database: Database, order: BackupOrder
) -> None:
    order.folder.write_text("a file stands in the way")
    await run_night(database, Backups(order, SECRET, Clock.standing(AT), Beats()))
    assert await rows(database, "SELECT state, attempts FROM errands") == [("waiting", 1)]
    order.folder.unlink()
    later = Clock.standing(AT + timedelta(minutes=2))
    backups = Backups(order, SECRET, later, Beats())
    await Errands(database, later, {"backup": ErrandKind(BackupErrand, backups.make)}, Beats()).run_due()
    assert last_made(order.folder) == later.now()


@pytest.mark.usefixtures("quiet_logs")
@pytest.mark.parametrize("problem", [sqlite3.OperationalError("database or disk is full"), OSError(28, "no space")])
async def test_a_full_disk_under_the_copy_does_not_end_the_service(
    database: Database, order: BackupOrder, problem: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def copy(_place: Path) -> None:
        raise problem

    monkeypatch.setattr(database, "copy", copy)
    await run_night(database, Backups(order, SECRET, Clock.standing(AT), Beats()))
    assert await rows(database, "SELECT state, attempts FROM errands") == [("waiting", 1)]
    assert not list(order.database.parent.glob(".backup-*"))


async def test_a_long_backup_is_no_hang_and_stops_when_the_service_stops(
    database: Database, order: BackupOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[str] = []
    begun = threading.Event()

    def for_ever(_order: BackupOrder, copy: Path, _secret: bytes, _now: datetime, progress: Progress) -> Made:
        copy.unlink()
        begun.set()
        try:
            while True:
                time.sleep(0.001)
                progress(1)
        finally:
            ended.append("stopped")

    monkeypatch.setattr(making, "finish", for_ever)
    monkeypatch.setattr(nightly, "EVERY", 0.005)
    now = 0.0
    beats = Beats(lambda: now)
    beats.beat("errands")
    task = asyncio.create_task(Backups(order, SECRET, Clock.standing(AT), beats).make(database, BackupErrand()))
    await asyncio.to_thread(begun.wait, 10)
    for _step in range(3):
        now += LONGEST + 1
        async with asyncio.timeout(10):
            while beats.stuck():  # noqa: ASYNC110 - until the next sign of life
                await asyncio.sleep(0.002)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended == ["stopped"]
    assert not list(order.database.parent.glob(".backup-*"))


async def test_a_copy_waits_for_the_turn_and_has_all_of_it(database: Database, tmp_path: Path) -> None:
    async with database.transaction() as tx:
        copying = asyncio.create_task(database.copy(tmp_path / "copy"))
        await asyncio.sleep(0)
        await tx.run("INSERT INTO settings (name, value) VALUES ('a', 'b')")
        assert not copying.done()
    await copying
    with closing(sqlite3.connect(tmp_path / "copy")) as connection:
        assert connection.execute("SELECT value FROM settings").fetchall() == [("b",)]
    with pytest.raises(FileExistsError):
        await database.copy(tmp_path / "copy")


def test_newest_of_seven_days_five_weeks_and_twelve_months_stay() -> None:
    nights = [AT - timedelta(days=number) for number in range(500)]
    twice = [AT - timedelta(days=2, hours=2)]
    kept = choose_kept([*nights, *twice])
    assert 20 <= len(kept) <= 7 + 4 + 11  # the newest week and month are among the days, and some weeks end a month
    assert sorted(kept, reverse=True)[:7] == nights[:7]
    assert twice[0] in choose_kept(twice)
    assert kept == choose_kept(kept)  # clearing twice takes nothing more
    assert min(kept) > AT - timedelta(days=370)


def test_all_of_the_last_two_days_stays() -> None:
    often = [AT - timedelta(hours=hour) for hour in range(60)]
    kept = choose_kept([*often, *(AT - timedelta(days=day) for day in range(3, 30))])
    assert set(often[:48]) <= kept
    assert not set(often[49:60]) & kept - {AT - timedelta(hours=51)}  # the newest of the third day


def test_what_has_a_name_is_a_backup_and_is_never_cleared_away(tmp_path: Path) -> None:
    moments = [AT - timedelta(days=number, hours=number) for number in range(100)]
    named = [name_of(moment, sealed=True, given="before-upgrade") for moment in moments]
    assert named[0] == "mehvar-20261109T230000Z-before-upgrade.tar.gz.age"
    for name in [*named, *(name_of(moment, sealed=True) for moment in moments)]:
        (tmp_path / name).touch()
    assert rotate(tmp_path) == 100 - len(list_sealed(tmp_path)) > 80
    assert set(named) <= {path.name for path in tmp_path.iterdir()}
    for path in tmp_path.glob("*Z.tar.gz.age"):
        path.unlink()
    assert last_made(tmp_path) == AT


def test_every_night_of_two_years_keeps_a_backup_of_each_month() -> None:
    shelf: frozenset[datetime] = frozenset()
    for night in range(730):
        shelf = choose_kept({*shelf, AT + timedelta(days=night)})
        assert AT + timedelta(days=night) in shelf
        assert len(shelf) <= 24
    assert len(shelf) >= 20
    assert min(shelf) < AT + timedelta(days=730 - 310)


def test_a_pause_of_half_a_year_takes_no_old_backup_away() -> None:
    old = [AT - timedelta(days=200 + number) for number in range(7)]
    assert choose_kept([AT, *old]) >= {AT, *old[:6]}


def test_only_our_own_sealed_files_are_cleared_away(tmp_path: Path) -> None:
    for night in range(60):
        (tmp_path / name_of(AT - timedelta(days=night), sealed=True)).touch()
    others = [
        name_of(AT - timedelta(days=300), sealed=False),
        "mehvar-20269999T999999Z.tar.gz.age",
        "mehvar-20260101T000000Z.tar.gz.age.old",
        "letter.pdf",
        ".mehvar-20260101T000000Z.tar.gz.age",
    ]
    for name in others:
        (tmp_path / name).touch()
    rotate(tmp_path)
    left = {path.name for path in tmp_path.iterdir()}
    assert set(others) <= left
    assert len(left) == len(others) + len(list_sealed(tmp_path)) < len(others) + 14
    assert last_made(tmp_path) == AT
    assert last_made(tmp_path / "not there") is None
