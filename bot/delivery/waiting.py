"""Waiting for an event or a time, whichever comes first."""

import asyncio

from datetime import timedelta

from bot.clock import Clock
from bot.delivery.beats import LONGEST


async def wait_for(event: asyncio.Event, clock: Clock, seconds: float) -> None:
    """Return when ``event`` is set, after ``seconds`` by ``clock``, or, so that the loop stays alive, after half a beat."""
    waits = {asyncio.ensure_future(event.wait())}
    if seconds < LONGEST / 2:
        waits.add(asyncio.ensure_future(clock.sleep_until(clock.now() + timedelta(seconds=seconds))))  # type: ignore[arg-type]
    try:
        await asyncio.wait(waits, timeout=LONGEST / 2, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
