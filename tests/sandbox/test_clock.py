"""The clock that runs or stands, and only goes forward."""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest

from sandbox.clock import Clock
from sandbox.server import Messenger
from tests.sandbox.caller import Caller

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_standing_clock_moves_only_when_told() -> None:
    clock = Clock.standing(NOON)
    assert clock.now() == NOON
    clock.advance(90)
    assert clock.now() == NOON + timedelta(seconds=90)
    with pytest.raises(ValueError, match="forward"):
        clock.move_to(NOON)
    with pytest.raises(ValueError, match="time zone"):
        clock.move_to(datetime(2027, 1, 1))  # noqa: DTZ001 - naive on purpose


def test_a_running_clock_runs_from_where_it_was_moved() -> None:
    clock = Clock(NOON)
    clock.advance(3600)
    assert NOON + timedelta(hours=1) <= clock.now() < NOON + timedelta(hours=1, minutes=1)


async def test_sleepers_wake_when_the_clock_passes_them() -> None:
    clock = Clock.standing(NOON)
    sleeper = asyncio.create_task(clock.sleep_until(NOON + timedelta(minutes=5)))
    await asyncio.sleep(0)
    clock.advance(60)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert not sleeper.done()
    clock.advance(240)
    await asyncio.wait_for(sleeper, 5)
    await Clock().sleep_until(datetime.now(UTC) + timedelta(milliseconds=5))


async def test_messages_and_the_date_header_are_stamped_by_the_clock() -> None:
    async with Messenger(clock=Clock.standing(NOON)) as messenger:
        phone = messenger.phone("bale", 5)
        assert phone.say("x").date == NOON.timestamp()
        messenger.clock.advance(86400)
        assert phone.say("x").date == NOON.timestamp() + 86400


async def test_another_process_follows_and_moves_the_clock(messenger: Messenger, caller: Caller) -> None:
    url = f"{messenger.address}/clock"
    async with caller.session.get(url) as response:
        seen = await response.json()
        stamped = parsedate_to_datetime(response.headers["Date"])
    assert seen["running"] is True
    assert abs(datetime.fromisoformat(seen["now"]) - stamped) < timedelta(minutes=1)
    follow = asyncio.create_task(caller.session.get(f"{url}?after={seen['version']}&timeout=20"))
    async with caller.session.post(url, json={"by": 3600}) as response:
        moved = await response.json()
    async with await follow as response:
        followed = await response.json()
    assert followed["version"] == moved["version"] == seen["version"] + 1
    for wish in ({"to": seen["now"]}, {"by": -1}, {"to": "soon"}, {}):
        async with caller.session.post(url, json=wish) as response:
            assert response.status == 400
    async with caller.session.get(f"{messenger.base_url}{messenger.bots['bale'].token}/getMe") as response:
        stamped = parsedate_to_datetime(response.headers["Date"])
    assert abs(stamped - messenger.clock.now()) < timedelta(minutes=1)
