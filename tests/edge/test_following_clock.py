"""The service follows the local messenger's clock, and hears at once when it is moved."""

import asyncio
from datetime import UTC, datetime, timedelta

from handlers.edge.following_clock import FollowingClock
from sandbox.clock import Clock
from sandbox.server import Messenger

NOON = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


async def test_time_stands_while_the_messengers_stands_and_jumps_when_it_is_moved() -> None:
    clock = Clock.standing(NOON)
    async with Messenger(clock=clock) as messenger:
        followed = FollowingClock(f"{messenger.address}/clock")
        await followed.start()
        assert followed.now() == NOON
        moved = asyncio.Event()
        followed.moved = moved.set
        following = asyncio.create_task(followed.follow())
        waiting = asyncio.create_task(followed.sleep_until(NOON + timedelta(hours=1)))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        clock.advance(3600)
        await asyncio.wait_for(waiting, 10)
        assert moved.is_set()
        assert followed.now() == NOON + timedelta(hours=1)
        following.cancel()


async def test_time_runs_on_while_the_messenger_is_away() -> None:
    async with Messenger(clock=Clock(NOON)) as messenger:
        followed = FollowingClock(f"{messenger.address}/clock")
        await followed.start()
    following = asyncio.create_task(followed.follow())
    before = followed.now()
    await asyncio.sleep(0.02)
    assert followed.now() > before
    assert not following.done()
    following.cancel()
