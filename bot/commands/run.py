"""`mehvar run`: the service, until it is told to stop."""

import argparse
import asyncio
import logging
import signal
import sys
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any

from bot import exits
from bot.backup import making, restoring
from bot.backup.making import BackupOrder
from bot.clock import SystemClock
from bot.config import Config
from bot.language.catalogue import t
from bot.logs import set_up_logs
from bot.supervising import die, supervise
from storage.process_lock import AlreadyRunningError, hold_process_lock

if TYPE_CHECKING:
    from bot.compose import Service

NAME = "run"
HELP = "run the service"
PATIENCE = 5.0
"""Seconds that a stop waits for the sends under way."""
log = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no arguments: the configuration says everything."""
    del parser


def run(_arguments: argparse.Namespace, config: Config) -> int:
    """Run until SIGINT or SIGTERM."""
    if not config.platforms:
        sys.stderr.write(t("commands.no_token") + "\n")
        return exits.USAGE
    set_up_logs(form=config.logs)
    try:
        with hold_process_lock(config.database):
            _tidy(config)
            sys.setswitchinterval(SWITCHING)
            asyncio.run(_serve(config))
    except AlreadyRunningError:
        sys.stderr.write(t("commands.already_running") + "\n")
        return exits.ALREADY_RUNNING
    return exits.GOOD


def _tidy(config: Config) -> None:
    """Remove what a backup or a restore that was killed has left: half of a file, or data in the clear."""
    restoring.clear_what_was_left(config.database)
    making.clear_what_was_left(BackupOrder(config.database, config.backups, config.backup_keys))


SWITCHING = 0.0005
"""Seconds after which a busy loop lets SQLite's thread go on; with Python's own 5 ms it may wait ten times longer."""


async def _serve(config: Config) -> None:
    from bot.compose import compose, follow_clock, serve_operator  # noqa: PLC0415 - other commands need no telegram

    async with AsyncExitStack() as stack:
        followed = await follow_clock(config.clock_url) if config.clock_url else None
        service = await stack.enter_async_context(compose(config, followed or SystemClock()))
        stop = _stop_at_signals(service)
        extra: list[Coroutine[Any, Any, None]] = []
        if followed:
            followed.moved = service.clockwork.moved
            extra.append(followed.follow())
        extra += await serve_operator(stack, config, service)
        log.info("the service runs: %s", ", ".join(service.platforms))
        await supervise([*service.loops(), *extra], stop, die)


def _stop_at_signals(service: "Service") -> asyncio.Event:
    """Return the event that SIGINT and SIGTERM set, once the sends under way have come to their end."""
    stop, loop, endings = asyncio.Event(), asyncio.get_running_loop(), set[asyncio.Task[None]]()

    async def end() -> None:
        await service.finish_sending(PATIENCE)
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, lambda: endings.add(loop.create_task(end())))
    return stop
