"""Runs the loops of a service until it is told to stop; a loop that ends by itself is a bug, and ends the process."""

import asyncio
import logging
import os
from collections.abc import Callable, Coroutine
from typing import Any

log = logging.getLogger(__name__)


def die() -> None:
    """End the process at once: the service manager restarts it, and all state is in the database."""
    os._exit(1)


async def supervise(loops: list[Coroutine[Any, Any, None]], stop: asyncio.Event, die: Callable[[], None]) -> None:
    """Run ``loops`` until ``stop`` is set; if one of them ends, log why and call ``die``."""
    tasks = [asyncio.ensure_future(loop) for loop in loops]
    stopping = asyncio.ensure_future(stop.wait())
    done, _ = await asyncio.wait([*tasks, stopping], return_when=asyncio.FIRST_COMPLETED)
    for task in done - {stopping}:
        log.critical("a loop has ended", exc_info=None if task.cancelled() else task.exception())
    if done != {stopping}:
        die()
    for task in [*tasks, stopping]:
        task.cancel()
    await asyncio.gather(*tasks, stopping, return_exceptions=True)
