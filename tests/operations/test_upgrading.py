"""A newer version takes over what an older one wrote: every row is kept, and every open conversation goes on."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from bot import exits
from bot.__main__ import main
from bot.programme.plan import load
from sandbox.clock import Clock
from sandbox.server import Messenger
from storage import audit, migrations
from storage.copying import inspect, open_copy
from storage.database import open_database, open_reader
from storage.secret import read_secret
from tests.operations.old_databases import VERSIONS, bring_to_life, columns_of, rows_of, version_of
from tests.operations.upgrading.making import NOW
from tests.stage import Stage

NEWEST = len(migrations.SCRIPTS)
GONE = (("consultations", "restricted"),)
"""Columns that are kept no more: a consultation is restricted where its topic is."""
pytestmark = pytest.mark.parametrize("commit", VERSIONS)


async def test_every_row_is_kept_as_it_was(commit: str, tmp_path: Path) -> None:
    database = bring_to_life(commit, tmp_path)
    assert version_of(database) == VERSIONS[commit] <= NEWEST
    columns = columns_of(database)
    for table, column in ((table, column) for table, column in GONE if table in columns):
        columns[table] = ",".join(name for name in columns[table].split(",") if name != column)
    before = rows_of(database, columns)
    assert {"people", "phones", "drafts", "reports", "answers", "evidence", "conversations", "audit"} <= {
        name for name, rows in before.items() if rows
    }
    async with open_database(database, read_secret(tmp_path / "secret")):
        pass
    assert version_of(database) == NEWEST
    assert rows_of(database, columns) == before
    async with open_copy(database) as copy:
        await inspect(
            copy, read_secret(tmp_path / "secret")
        )  # whole, with tables of this version and an unbroken trail


async def test_one_that_no_newer_version_has_opened_yet_is_read_and_stays_as_it_is(commit: str, tmp_path: Path) -> None:
    database = bring_to_life(commit, tmp_path)
    before = rows_of(database)
    async with open_reader(database) as tx:
        plan = await load(tx, 1405)
        assert plan
        assert plan.axes
    assert version_of(database) == VERSIONS[commit]
    assert rows_of(database) == before


@asynccontextmanager
async def taken_over(commit: str, folder: Path) -> AsyncIterator[Stage]:
    """Let this version's service take over what an older one left, on a messenger whose updates have new numbers."""
    bring_to_life(commit, folder)
    async with Messenger(clock=Clock.standing(NOW), limits=False) as messenger:
        for bot in messenger.bots.values():
            bot.queue._next = 10_000
        stage = Stage(messenger, Clock.standing(NOW), folder)
        await stage.start()
        try:
            yield stage
        finally:
            await stage.drop()


async def test_who_was_in_the_middle_of_something_goes_on(commit: str, tmp_path: Path) -> None:
    async with taken_over(commit, tmp_path) as stage:
        yazd = stage.phone("مدیرعامل یزد", "bale")
        yazd.say("۸")  # the second figure of the axis that was open
        await stage.settle()
        assert "اعتبار تخصیص‌یافته: \N{FIRST STRONG ISOLATE}۱۲ میلیارد تومان" in yazd.messages[-1].text
        assert "اعتبار جذب‌شده، ۸ میلیارد تومان" in yazd.messages[-1].text
        gilan = stage.phone("مدیرعامل گیلان", "telegram")
        gilan.say("سلام")  # the question that was open is put again
        await stage.settle()
        gilan.tap("بدون عنوان")
        await stage.settle()
        assert "ثبت شد" in gilan.messages[-1].text
        qom = stage.phone("مدیرعامل قم", "bale")
        qom.say("گزارش این هفته")
        await stage.settle()
        assert "از ۹ محور، ۱ محور ثبت شده است" in qom.messages[-1].text
    with closing(sqlite3.connect(tmp_path / "mehvar.db")) as connection:
        assert connection.execute("SELECT count(*) FROM inbox WHERE state <> 'done'").fetchone() == (0,)
    async with open_reader(tmp_path / "mehvar.db") as tx:
        assert await audit.find_break(tx, read_secret(tmp_path / "secret")) is None


async def test_what_it_was_left_with_is_backed_up_by_the_newer_program_and_brought_back_after_it_ran(
    commit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    database = bring_to_life(commit, tmp_path / "house")
    before = rows_of(database)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MEHVAR_DATABASE", str(database))
    monkeypatch.setenv("MEHVAR_BACKUP_KEY", "")
    assert (
        await asyncio.to_thread(
            main, ["backup", "--unencrypted", "--name", "before-upgrade", "--to", str(tmp_path / "safe"), "--json"]
        )
        == 0
    )
    made = Path(json.loads(capsys.readouterr().out)["file"])
    assert version_of(database) == VERSIONS[commit]
    async with (
        open_database(database, read_secret(tmp_path / "house" / "secret")) as opened,
        opened.transaction() as tx,
    ):
        await tx.run("INSERT INTO settings (name, value) VALUES ('said', 'afterwards')")
    assert await asyncio.to_thread(main, ["restore", str(made), "--force"]) == exits.GOOD
    assert version_of(database) == VERSIONS[commit]
    after = rows_of(database)
    assert {name for name in before if before[name] != after[name]} == {"audit"}
    assert set(before["audit"]) < set(after["audit"])
    (aside,) = (tmp_path / "house").glob("before-restore-*")
    assert ("said", "afterwards") in [row[:2] for row in rows_of(aside / "mehvar.db")["settings"]]
