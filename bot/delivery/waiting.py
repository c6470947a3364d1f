"""Waiting for an event or a time, whichever comes first."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from datetime import datetime, timedelta
from math import inf
from typing import Any

from bot.clock import Clock
from bot.delivery.beats import LONGEST


async def wait_for(event: asyncio.Event, clock: Clock, since: datetime, seconds: float) -> None:
    """Return when ``event`` is set, ``seconds`` (inf: never) after ``since`` by ``clock``, or after half a beat.

    ``since`` is when the seconds were reckoned: a clock that was moved in between must not be waited for again.
    """
    if seconds == inf:
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST / 2):
                await event.wait()
        return
    waits: list[Coroutine[Any, Any, object]] = [
        event.wait(),
        clock.sleep_until(since + timedelta(seconds=seconds)),
    ]
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, timeout=LONGEST / 2, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
