"""`mehvar dead`: what was set aside is listed, shown without phones, done once more or forgotten."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import exits
from bot.__main__ import main
from storage import dead, errands, inbox
from storage.database import open_database
from storage.inbox import Arrival
from storage.process_lock import hold_process_lock
from storage.secret import read_secret
from storage.transaction import Transaction

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
RAW = json.dumps({"update_id": 5, "message": {"text": "شمارهٔ من 09121234567 است"}})


async def set_aside(tx: Transaction) -> None:
    for number in (5, 6):
        (row,) = await inbox.save(tx, [Arrival("bale", 1, number, 7, 7, RAW)], NOW + timedelta(minutes=number))
        await inbox.set_aside(tx, row.id, "ab12cd34 ValueError")
    await errands.add(tx, "digest", "{}", NOW)
    (errand,) = await errands.list_due(tx, NOW)
    await errands.end(tx, errand.id, "dead", "OSError")


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "data/mehvar.db"
    path.parent.mkdir()

    async def fill() -> None:
        secret = read_secret(tmp_path / "data/secret", path)
        async with open_database(path, secret) as opened, opened.transaction() as tx:
            await set_aside(tx)

    monkeypatch.setenv("MEHVAR_SECRET_FILE", str(tmp_path / "data/secret"))
    asyncio.run(fill())
    return path


def ask(database: Path, question: str) -> list[tuple[object, ...]]:
    async def answer() -> list[tuple[object, ...]]:
        async with open_database(database, read_secret(database.with_name("secret"), database)) as opened:
            return [tuple(row) for row in await opened._writer.execute_fetchall(question)]

    return asyncio.run(answer())


def test_it_is_listed_without_a_word_and_shown_without_phones(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert database.exists()
    assert main(["dead", "list"]) == exits.GOOD
    shown = capsys.readouterr().out
    assert [line.split(" | ")[0].strip("\u2068\u2069") for line in shown.splitlines()] == [
        "errand:1",
        "update:1",
        "update:2",
    ]
    assert "ValueError" in shown
    assert "شمارهٔ من" not in shown
    assert main(["dead", "show", "update:1"]) == exits.GOOD
    shown = capsys.readouterr().out
    assert "شمارهٔ من" in shown
    assert "09121234567" not in shown
    assert main(["dead", "list", "--json"]) == exits.GOOD
    assert [each["name"] for each in json.loads(capsys.readouterr().out)] == ["errand:1", "update:1", "update:2"]


def test_what_is_to_be_done_once_more_waits_for_the_next_start(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["dead", "retry", "update:2", "errand:1"]) == exits.GOOD
    assert "۲ مورد" in capsys.readouterr().out
    assert ask(database, "SELECT id, state, raw <> '' FROM inbox") == [(1, "dead", 1), (2, "waiting", 1)]
    assert ask(database, "SELECT state, attempts FROM errands") == [("waiting", 0)]
    trail = ask(database, "SELECT action, subject FROM audit")
    assert trail == [("dead.retry", "update:2"), ("dead.retry", "errand:1")]


def test_what_is_dropped_says_nothing_any_more(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dead", "drop", "all"]) == exits.GOOD
    assert "۳ مورد" in capsys.readouterr().out
    assert ask(database, "SELECT DISTINCT state, raw FROM inbox") == [("done", "")]
    assert ask(database, "SELECT count(*) FROM audit WHERE action = 'dead.drop'") == [(3,)]
    assert main(["dead", "list"]) == exits.GOOD
    assert "چیزی کنار گذاشته نشده است" in capsys.readouterr().out


def test_an_unknown_name_or_a_service_that_runs_changes_nothing(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["dead", "drop", "update:1", "update:9"]) == exits.FAILED
    assert "update:9" in capsys.readouterr().err
    with hold_process_lock(database):
        assert main(["dead", "retry", "all"]) == exits.ALREADY_RUNNING
    assert ask(database, "SELECT count(*) FROM inbox WHERE state = 'dead'") == [(2,)]


async def test_what_was_set_aside_stays_until_somebody_decides(tmp_path: Path) -> None:
    async with open_database(tmp_path / "m.db", b"s" * 32) as opened, opened.transaction() as tx:
        await set_aside(tx)
        await inbox.forget(tx, NOW + timedelta(days=400))
        await errands.forget(tx, NOW + timedelta(days=400))
        assert len(await dead.list_all(tx)) == 3
