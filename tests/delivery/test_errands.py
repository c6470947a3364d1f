"""Errands: slow work outside any transaction, its result a turn of its own."""

import asyncio
import contextlib
import sqlite3
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest

from bot.delivery.beats import Beats
from bot.delivery.errands import MOST_ATTEMPTS, ErrandKind, Errands, Finish, nothing
from sandbox.clock import Clock
from storage import errands, settings
from storage.database import Database
from storage.transaction import Transaction
from tests.delivery.by_hand import ADMIN_CHAT, NOW, looping, rows, until_found

pytestmark = pytest.mark.usefixtures("quiet_logs")


async def add(database: Database, kind: str, payload: str = "{}") -> None:
    async with database.transaction() as tx:
        await errands.add(tx, kind, payload, NOW)


@dataclass(frozen=True)
class Note:
    """A line of the settings to be written."""

    name: str


@dataclass(frozen=True)
class Nothing:
    """An errand of which nothing is to be known."""


async def note(_database: Database, payload: Note) -> Finish:
    async def finish(tx: Transaction) -> None:
        await settings.save(tx, payload.name, "done")

    return finish


NOTE = ErrandKind(Note, note)


async def test_a_result_and_the_end_of_its_errand_are_one_commit(database: Database, clock: Clock) -> None:
    await add(database, "note", '{"name": "a"}')
    await Errands(database, clock, {"note": NOTE}, Beats()).run_due()
    assert await rows(database, "SELECT name FROM settings") == [("a",)]
    assert await rows(database, "SELECT state, attempts FROM errands") == [("done", 1)]


async def test_a_woken_runner_takes_up_new_errands(database: Database, clock: Clock) -> None:
    runner = Errands(database, clock, {"note": NOTE}, Beats())
    async with looping(runner.run()):
        await asyncio.sleep(0)
        await add(database, "note", '{"name": "a"}')
        runner.wake.set()
        await until_found(database, "SELECT count(*) FROM settings", (1,))


async def test_a_failing_errand_is_tried_five_times_ever_later_and_told_once_an_hour(
    database: Database, clock: Clock, admin: int
) -> None:
    tried = []

    async def fail(_database: Database, _payload: Any) -> Finish:
        tried.append(clock.now())
        raise ValueError("09121234567")

    await add(database, "fail")
    runner = Errands(database, clock, {"fail": ErrandKind(Nothing, fail)}, Beats())
    for _minute in range(120):
        await runner.run_due()
        clock.advance(60)
    assert len(tried) == MOST_ATTEMPTS
    gaps = [later - sooner for sooner, later in pairwise(tried)]
    assert gaps == sorted(gaps)
    assert await rows(database, "SELECT state, problem FROM errands") == [("dead", "ValueError")]
    alerts = await rows(database, "SELECT chat_id, text FROM outbox")
    assert [chat for chat, _ in alerts] == [ADMIN_CHAT] * 2  # the tries fall into two hours
    assert "0912" not in alerts[0][1]


@pytest.mark.parametrize(("kind", "payload"), [("unheard of", "{}"), ("note", "no json"), ("note", "{}")])
async def test_an_errand_that_makes_no_sense_holds_up_no_other(
    database: Database, clock: Clock, kind: str, payload: str
) -> None:
    await add(database, kind, payload)
    await add(database, "note", '{"name": "a"}')
    await Errands(database, clock, {"note": NOTE}, Beats()).run_due()
    assert await rows(database, "SELECT state FROM errands ORDER BY id") == [("waiting",), ("done",)]


async def test_an_errand_over_which_the_process_died_five_times_is_set_aside(database: Database, clock: Clock) -> None:
    async def die(_database: Database, _payload: Any) -> Finish:
        raise asyncio.CancelledError

    await add(database, "die")
    runner = Errands(database, clock, {"die": ErrandKind(Nothing, die)}, Beats())
    for _death in range(MOST_ATTEMPTS):
        with pytest.raises(asyncio.CancelledError):
            await runner.run_due()
        clock.advance(3600)
    await runner.run_due()
    assert await rows(database, "SELECT state, attempts FROM errands") == [("dead", MOST_ATTEMPTS)]


async def test_trouble_with_the_disk_ends_the_runner(database: Database, clock: Clock) -> None:
    async def full(_database: Database, _payload: Any) -> Finish:
        raise sqlite3.OperationalError("database or disk is full")

    await add(database, "full")
    with pytest.raises(sqlite3.OperationalError):
        await Errands(database, clock, {"full": ErrandKind(Nothing, full)}, Beats()).run()


async def test_many_slow_errands_are_not_taken_for_a_hang(database: Database, clock: Clock) -> None:
    time = 0.0
    beats = Beats(lambda: time)

    async def slow(_database: Database, _payload: Any) -> Finish:
        nonlocal time
        time += 50
        assert beats.stuck() == []
        return nothing

    for _ in range(5):
        await add(database, "slow")
    beats.beat("errands")
    await Errands(database, clock, {"slow": ErrandKind(Nothing, slow)}, beats).run_due()


@pytest.mark.parametrize("problem", [ValueError, asyncio.CancelledError])
async def test_the_last_failure_and_what_follows_from_it_are_one_commit(
    database: Database, clock: Clock, problem: type[BaseException]
) -> None:
    async def fail(_database: Database, _payload: Any) -> Finish:
        raise problem

    async def give_up(tx: Transaction, payload: Any) -> None:
        await settings.save(tx, payload.name, "given up")

    await add(database, "fail", '{"name": "a"}')
    runner = Errands(database, clock, {"fail": ErrandKind(Note, fail, give_up)}, Beats())
    for _attempt in range(MOST_ATTEMPTS):
        assert await rows(database, "SELECT name FROM settings") == []
        with contextlib.suppress(asyncio.CancelledError):
            await runner.run_due()
        clock.advance(3600)
    await runner.run_due()
    assert await rows(database, "SELECT name FROM settings") == [("a",)]
    assert await rows(database, "SELECT state FROM errands") == [("dead",)]


@pytest.mark.parametrize(
    ("payload", "followed"), [("no json", []), ("[]", []), ('{"v": 99, "name": "a", "more": 1}', [("a",)])]
)
async def test_what_nobody_can_read_is_given_up_with_what_follows_and_an_alert(
    database: Database, clock: Clock, admin: int, payload: str, followed: list[tuple[str]]
) -> None:
    async def give_up(tx: Transaction, payload: Note) -> None:
        await settings.save(tx, payload.name, "given up")

    await add(database, "note", payload)
    runner = Errands(database, clock, {"note": ErrandKind(Note, note, give_up)}, Beats())
    for _attempt in range(MOST_ATTEMPTS):
        await runner.run_due()
        clock.advance(3600)
    assert await rows(database, "SELECT state, problem FROM errands") == [("dead", "UnreadableErrand")]
    assert await rows(database, "SELECT name FROM settings") == followed
    assert "کنار گذاشته شد" in (await rows(database, "SELECT text FROM outbox ORDER BY id"))[-1][0]
