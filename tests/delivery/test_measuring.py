"""How long replies, works of the clock and errands take is measured, and how late the clock's works were done."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client import REGISTRY

from bot.delivery.beats import Beats
from bot.delivery.dispatch import Dispatcher
from bot.delivery.lane import Lane
from bot.delivery.outcomes import RetryAfter
from bot.delivery.pace import UNLIMITED
from bot.delivery.turn import Turn
from bot.ticking import WORKS
from sandbox.clock import Clock
from storage import inbox, outbox
from storage.database import Database
from storage.inbox import Arrival
from storage.outbox import Address, Letter
from storage.outgoing import Outgoing
from tests.chasing.world import World, open_world, tehran
from tests.delivery.by_hand import NOW, HandMessenger, looping, until
from tests.stage import open_stage

SECOND = timedelta(seconds=1)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world() as opened:
        yield opened


def value(name: str, **labels: str) -> float:
    """Return a value of the registry; 0 where there is none yet."""
    return REGISTRY.get_sample_value(name, labels) or 0.0


def buckets(name: str, **labels: str) -> dict[str, float]:
    """Return how many were counted up to each bound."""
    return {
        sample.labels["le"]: sample.value
        for metric in REGISTRY.collect()
        for sample in metric.samples
        if sample.name == f"{name}_bucket" and labels.items() <= sample.labels.items()
    }


async def test_a_reply_is_measured_from_the_update_to_the_messenger(tmp_path: Path) -> None:
    before = value("mehvar_reply_seconds_count", platform="bale"), value("mehvar_reply_seconds_sum", platform="bale")
    async with open_stage(tmp_path, NOW) as stage:
        stage.phone("مدیرعامل یزد", "bale").start()
        await stage.settle()
    assert value("mehvar_reply_seconds_count", platform="bale") == before[0] + 1
    assert value("mehvar_reply_seconds_sum", platform="bale") >= before[1]


async def test_what_a_turn_says_to_others_is_no_reply(database: Database, clock: Clock) -> None:
    made: list[Outgoing] = []

    async def handle(turn: Turn) -> None:
        for chat, kind in ((7, "reply"), (8, "reply"), (7, "announcement")):
            await outbox.save(turn.tx, Address("telegram", chat), Letter("", kind=kind), turn.now)
        turn.done = True

    database.committed = made.extend
    dispatcher = Dispatcher(database, clock, {"telegram": handle}, Beats())
    async with database.transaction() as tx:
        await inbox.save(tx, [Arrival("telegram", 1, 1, 7, 7, "{}")], NOW - 3 * SECOND)
    await dispatcher.recover("telegram")
    assert [row.asked_at for row in made] == [NOW - 3 * SECOND, None, None]


async def test_a_reply_that_a_former_process_left_is_measured_from_its_update_too(database: Database) -> None:
    async with database.transaction() as tx:
        (row,) = await inbox.save(tx, [Arrival("telegram", 1, 1, 7, 7, "{}")], NOW - 3 * SECOND)
        await outbox.save(tx, Address("telegram", 7), Letter("left", inbox_id=row.id), NOW)
        await outbox.save(tx, Address("telegram", 7), Letter("not asked for"), NOW)
        await outbox.save(tx, Address("telegram", 9), Letter("to all", kind="announcement", inbox_id=row.id), NOW)
        assert [one.asked_at for one in await outbox.list_open(tx, "telegram", "pending")] == [
            NOW - 3 * SECOND,
            None,
            None,
        ]


async def test_a_reply_that_waited_counts_with_its_wait_once_it_is_sent(database: Database, clock: Clock) -> None:
    before = buckets("mehvar_reply_seconds", platform="telegram")
    messenger = HandMessenger()
    lane = Lane(database, messenger, clock, UNLIMITED, Beats())
    messenger.script["late"] = [RetryAfter(1.0)]
    async with database.transaction() as tx:
        row = await outbox.save(tx, Address("telegram", 7), Letter("late"), NOW)
        other = await outbox.save(tx, Address("telegram", 8), Letter("not asked for"), NOW)
    lane.put(replace(row, asked_at=NOW - 4 * SECOND))
    lane.put(other)
    async with looping(lane.run()):
        await until(lambda: len(messenger.got) == 2 and lane._pace.wait_chat(7, NOW) == 1)
        clock.advance(2)
        await until(lambda: not len(lane))
    after = buckets("mehvar_reply_seconds", platform="telegram")
    assert {bound: after[bound] - before.get(bound, 0) for bound in ("5.0", "10.0", "+Inf")} == {
        "5.0": 0,
        "10.0": 1,
        "+Inf": 1,
    }


async def test_each_work_of_the_clock_is_timed_at_every_tick(world: World) -> None:
    names = [work.__name__ for work in WORKS]
    before = [value("mehvar_clock_seconds_count", work=name) for name in names]
    await world.tick(tehran("1405/09/02 09:00"))
    assert [value("mehvar_clock_seconds_count", work=name) for name in names] == [count + 1 for count in before]


async def test_lateness_is_measured_from_the_moment_of_the_calendar_once(world: World) -> None:
    await world.person(tehran("1405/09/01 07:00"), "head")
    await world.tick(tehran("1405/09/02 07:59"))
    before = buckets("mehvar_clock_late_seconds", work="digest")
    for late in (45, 75, 105):
        await world.tick(tehran("1405/09/02 08:00") + timedelta(seconds=late))
    after = buckets("mehvar_clock_late_seconds", work="digest")
    assert {bound: after[bound] - before.get(bound, 0) for bound in ("30.0", "60.0", "+Inf")} == {
        "30.0": 0,
        "60.0": 1,
        "+Inf": 1,
    }
