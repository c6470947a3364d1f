"""getUpdates: numbering, offsets, the long poll, two pollers, retention."""

import asyncio
from datetime import UTC, datetime

import pytest

from sandbox.clock import Clock
from sandbox.server import Messenger
from sandbox.updates import BALE_KEEPS, CONFLICT, UpdateQueue
from tests.sandbox.caller import Caller

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


async def test_telegram_numbers_updates_from_a_large_id_and_bale_from_zero(
    messenger: Messenger, caller: Caller
) -> None:
    messenger.phone("telegram", 1).say("a")
    messenger.phone("bale", 1).say("a")
    assert (await caller.updates("telegram"))[0]["update_id"] >= 100_000_000
    assert (await caller.updates("bale"))[0]["update_id"] == 0


@pytest.mark.parametrize("platform", ["telegram", "bale"])
async def test_an_update_stays_until_its_offset_is_passed(platform: str, messenger: Messenger, caller: Caller) -> None:
    phone = messenger.phone(platform, 1)
    for word in ("a", "b", "c"):
        phone.say(word)
    first = await caller.updates(platform, limit=2)
    assert [u["message"]["text"] for u in first] == ["a", "b"]
    assert await caller.updates(platform, limit=2) == first
    rest = await caller.updates(platform, offset=first[-1]["update_id"] + 1)
    assert [u["message"]["text"] for u in rest] == ["c"]


@pytest.mark.parametrize("platform", ["telegram", "bale"])
async def test_a_negative_offset_reads_from_the_end_and_forgets_the_rest(
    platform: str, messenger: Messenger, caller: Caller
) -> None:
    phone = messenger.phone(platform, 1)
    for word in ("a", "b", "c"):
        phone.say(word)
    assert [u["message"]["text"] for u in await caller.updates(platform, offset=-1)] == ["c"]
    assert [u["message"]["text"] for u in await caller.updates(platform)] == ["c"]


async def test_a_long_poll_ends_when_something_is_said(messenger: Messenger, caller: Caller) -> None:
    poll = asyncio.create_task(caller.updates("bale", timeout=30))
    await messenger.bots["bale"].queue.polls.wait(0, 5)
    messenger.phone("bale", 1).say("now")
    assert [u["message"]["text"] for u in await poll] == ["now"]


async def test_a_second_poller_ends_the_first_with_409_on_telegram(messenger: Messenger, caller: Caller) -> None:
    first = asyncio.create_task(caller.refused("telegram", "getUpdates", timeout=30))
    await messenger.bots["telegram"].queue.polls.wait(0, 5)
    second = asyncio.create_task(caller.updates("telegram", timeout=30))
    assert await first == f"409 {CONFLICT}"
    messenger.phone("telegram", 1).say("x")
    assert len(await second) == 1


async def test_two_pollers_share_on_bale(messenger: Messenger, caller: Caller) -> None:
    polls = [asyncio.create_task(caller.updates("bale", timeout=30)) for _ in range(2)]
    for seen in (0, 1):
        await messenger.bots["bale"].queue.polls.wait(seen, 5)
    messenger.phone("bale", 1).say("x")
    assert all(not isinstance(answer, str) for answer in await asyncio.gather(*polls))


async def test_allowed_updates_stick_on_telegram_and_are_ignored_on_bale(messenger: Messenger, caller: Caller) -> None:
    for platform in ("telegram", "bale"):
        await caller.updates(platform, allowed_updates=["callback_query"])
        await caller.updates(platform)
        messenger.phone(platform, 1).say("x")
    assert await caller.updates("telegram") == []
    assert len(await caller.updates("bale")) == 1
    await caller.updates("telegram", allowed_updates=[])
    messenger.phone("telegram", 1).say("y")
    assert len(await caller.updates("telegram")) == 1


def test_updates_are_forgotten_after_a_day() -> None:
    clock = Clock.standing(NOON)
    queue = UpdateQueue(clock.timestamp, bale=False)
    queue.put("message", {})
    clock.advance(24 * 3600)
    queue.confirm(0)
    assert len(queue) == 1
    clock.advance(1)
    queue.confirm(0)
    assert len(queue) == 0


def test_bale_keeps_the_last_2000() -> None:
    queue = UpdateQueue(Clock.standing(NOON).timestamp, bale=True)
    for _ in range(BALE_KEEPS + 5):
        queue.put("message", {})
    queue.confirm(0)
    assert len(queue) == 2000
    assert queue.peek(1)[0].startswith('{"update_id": 5,')


def test_a_press_waits_150_seconds_on_telegram_only() -> None:
    clock = Clock.standing(NOON)
    queues = [UpdateQueue(clock.timestamp, bale=bale) for bale in (False, True)]
    for queue in queues:
        queue.put("callback_query", {})
    clock.advance(151)
    assert [len(queue.peek(10)) for queue in queues] == [0, 1]


def test_ids_restart_at_random_after_a_quiet_week_on_telegram() -> None:
    clock = Clock.standing(NOON)
    queue = UpdateQueue(clock.timestamp, bale=False)
    first, second = queue.put("message", {}), queue.put("message", {})
    assert (second or 0) - (first or 0) == 1
    clock.advance(8 * 24 * 3600)
    third = queue.put("message", {})
    assert abs((third or 0) - (second or 0)) > 1


def test_an_offset_far_in_the_future_is_answered_from_the_head_on_telegram() -> None:
    queue = UpdateQueue(Clock.standing(NOON).timestamp, bale=False)
    update_id = queue.put("message", {}) or 0
    queue.confirm(update_id + 1000)
    assert len(queue.peek(10)) == 1
    queue.confirm(update_id + 1)
    assert queue.peek(10) == []


async def test_drop_pending_updates_works_on_telegram_only(messenger: Messenger, caller: Caller) -> None:
    for platform in ("telegram", "bale"):
        messenger.phone(platform, 1).say("x")
        assert await caller.ok(platform, "deleteWebhook", drop_pending_updates=True)
    assert await caller.updates("telegram") == []
    assert len(await caller.updates("bale")) == 1


async def test_what_was_said_before_a_poller_came_is_still_there(messenger: Messenger, caller: Caller) -> None:
    messenger.phone("telegram", 1).say("early")
    assert [u["message"]["text"] for u in await caller.updates("telegram", timeout=1)] == ["early"]
