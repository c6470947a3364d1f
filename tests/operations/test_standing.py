"""What the operator is told: queues and their age, what was set aside, who is blocked, clocks, backups; JSON logs."""

import asyncio
import json
import logging
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.backup.shelf import name_of
from bot.compose import serve_operator
from bot.delivery import metrics
from bot.delivery.beats import Beats
from bot.delivery.dispatch import Dispatcher
from bot.delivery.health import ask_standing
from bot.delivery.receiving import Receiver
from bot.judged_clock import DOUBTED_AFTER, JudgedClock
from bot.language.catalogue import t
from bot.logs import set_up_logs
from sandbox.clock import Clock
from storage import accounts, errands, inbox, outbox, people
from storage.database import Database
from storage.health import get_standing
from storage.inbox import Arrival
from storage.outbox import Address, Letter
from storage.people import Duty
from tests.delivery.by_hand import NO_RESERVE
from tests.edge.test_health import free_address
from tests.fresh import open_fresh
from tests.stage import open_stage

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_fresh(tmp_path / "mehvar.db", b"s" * 32) as opened:
        yield opened


async def test_empty_database_has_nothing_that_waits(database: Database) -> None:
    told = await ask_standing(database, Clock.standing(NOW))
    assert told == {
        "database": "good",
        "oldest_seconds": {"updates": 0, "errands": 0, "dead": 0},
        "dead": {"updates": 0, "errands": 0, "outgoing": 0},
        "blocked_people": 0,
    }


async def test_queues_are_told_with_the_age_of_their_oldest_and_the_dead_by_number(database: Database) -> None:
    async with database.transaction() as tx:
        await inbox.save(tx, [Arrival("bale", 2, number, 7, 7, "{}") for number in range(3)], NOW - 5 * MINUTE)
        await inbox.set_aside(tx, 1, "ab12 KeyError")
        await outbox.save(tx, Address("bale", 7), Letter("old"), NOW - 2 * MINUTE)
        await outbox.save(tx, Address("bale", 7), Letter("new"), NOW)
        failed = await outbox.save(tx, Address("telegram", 7), Letter("failed"), NOW)
        await outbox.end_sending(tx, failed.id, "failed", "too long", NOW)
        await errands.add(tx, "digest", "{}", NOW - MINUTE)
        await errands.add(tx, "digest", "{}", NOW + MINUTE)  # not due
    told = await ask_standing(database, Clock.standing(NOW))
    assert told["oldest_seconds"] == {"updates": 300, "outgoing bale": 120, "errands": 60, "dead": 300}
    assert told["dead"] == {"updates": 1, "errands": 0, "outgoing": 1}
    shown = metrics.exposition().decode()
    for line in (
        'mehvar_oldest_seconds{what="outgoing bale"} 120.0',
        'mehvar_waiting{what="errands"} 1.0',
        'mehvar_dead{what="outgoing"} 1.0',
    ):
        assert line in shown


async def test_a_person_is_blocked_only_where_every_account_is(database: Database) -> None:
    async with database.transaction() as tx:
        for number, platforms in enumerate((("bale",), ("bale", "telegram"), ())):
            person = await people.add(tx, f"Person {number}", "", "active", NOW)
            for platform in platforms:
                await accounts.link(tx, await accounts.meet(tx, platform, number, number, NOW), person, NOW)
        assert (await get_standing(tx, NOW)).blocked == 0
        for number in range(2):
            await accounts.note_blocked(tx, "bale", number, NOW)
        assert (await get_standing(tx, NOW)).blocked == 1


async def test_a_reader_that_is_busy_does_not_keep_health_from_answering(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.health.PATIENCE", 0.01)
    gate = threading.Event()
    long = asyncio.create_task(database.read(lambda _tx: asyncio.to_thread(gate.wait, 10)))
    await asyncio.sleep(0)
    assert await ask_standing(database, Clock.standing(NOW)) == {"database": "busy"}
    gate.set()
    await long


async def receiver_with_admin(database: Database, clock: JudgedClock) -> Receiver:
    async with database.transaction() as tx:
        admin = await people.add(tx, "Admin", "", "active", NOW)
        await people.save_duty(tx, admin, Duty("admin", "", "", ""))
        await accounts.link(tx, await accounts.meet(tx, "telegram", 9, 9, NOW), admin, NOW)
    return Receiver(database, Dispatcher(database, clock, {}, Beats()), clock, NO_RESERVE)


async def alerts(database: Database) -> list[str]:
    return [text for (text,) in await database._writer.execute_fetchall("SELECT text FROM outbox WHERE chat_id = 9")]


@pytest.mark.parametrize("ahead", [121, -121, 86_400])
async def test_a_clock_that_differs_by_two_minutes_is_told_to_the_admins_once(database: Database, ahead: int) -> None:
    clock = JudgedClock(Clock.standing(NOW))
    receiver = await receiver_with_admin(database, clock)
    skewed, right = NOW + timedelta(seconds=ahead), NOW + timedelta(seconds=119)
    for moment in [right] + [skewed] * (DOUBTED_AFTER - 1) + [right] + [skewed] * (DOUBTED_AFTER - 1) + [None]:
        await receiver.note_time("bale", moment)
    assert await alerts(database) == []
    for _poll in range(10):
        await receiver.note_time("bale", skewed)
    (alert,) = await alerts(database)
    assert "۱۲۱" in alert or "۸۶٬۴۰۰" in alert
    assert clock.ahead == {"bale": ahead}
    await receiver.note_time("bale", right)
    assert (await alerts(database))[1:] == [t("delivery.alert_clock_right")]


async def test_the_running_service_tells_all_of_it_and_its_clock_from_the_polls(tmp_path: Path) -> None:
    async with open_stage(tmp_path, NOW) as stage, AsyncExitStack() as stack:
        stage.service.backups = tmp_path
        (tmp_path / name_of(NOW, sealed=True)).touch()
        address = free_address()
        config = replace(stage.config(), http=address)
        for loop in await serve_operator(stack, config, stage.service):
            loop.close()
        stage.phone("مدیرعامل یزد", "bale").start()
        await stage.settle()
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://{address}/healthz") as answer:
                told = await answer.json()
            async with session.get(f"http://{address}/metrics") as answer:
                shown = await answer.text()
    assert told["stuck"] == []
    assert told["database"] == "good"
    assert told["messengers"] == {"telegram": "good", "bale": "good"}
    assert told["backups"] == {"set_up": True, "last": NOW.isoformat()}
    moments = [moment for moment in told["next"].values() if moment]
    assert moments == sorted(moments)
    assert told["next"]["deadline"] == "2026-11-25T09:30:00+00:00"
    assert {"opening", "reminder", "table", "lock", "digest", "month", "announcements", "safety"} <= set(told["next"])
    assert (told["clock"], told["clock_ahead_seconds"]["bale"]) == ("right", 0)
    (last,) = [line for line in shown.splitlines() if line.startswith("mehvar_last_backup_timestamp_seconds ")]
    assert float(last.split()[1]) == NOW.timestamp()
    assert 'mehvar_clock_ahead_seconds{platform="bale"} 0.0' in shown


def test_logs_as_json_are_one_redacted_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before, level, hook = root.handlers[:], root.level, sys.excepthook
    try:
        set_up_logs(form="json")
        log = logging.getLogger("bot.something")
        try:
            dict[str, int]()["09121234567"]
        except KeyError:
            log.exception("token %s\nof ۰۹۱۲۱۲۳۴۵۶۷", "123456:abcdefgh_ABCDEFGH")
        log.info("ready «%s»", "بله")
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        sys.excepthook = hook
    first, second = capsys.readouterr().err.splitlines()
    told = json.loads(first)
    assert told["message"] == "token [token]\nof [phone]"
    assert told["exception"].endswith("KeyError: '[phone]'")
    assert "0912" not in first
    assert (told["level"], told["logger"]) == ("ERROR", "bot.something")
    assert datetime.fromisoformat(told["time"]).tzinfo is not None
    assert json.loads(second)["message"] == "ready «بله»"
