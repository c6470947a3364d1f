"""The whole service in the test's own process, on the local messenger."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.clock import Clock, SystemClock
from bot.compose import Service, compose
from bot.config import Config, PlatformConfig
from bot.supervising import supervise
from sandbox.server import Messenger


def config_of(folder: Path, *messengers: Messenger, pace: str = "off", admins: tuple[str, ...] = ()) -> Config:
    """Return a configuration for every bot of some messengers, without health and with the year 1405."""
    platforms = tuple(
        PlatformConfig(name, bot.token, messenger.base_url, messenger.file_url, pace=pace)
        for messenger in messengers
        for name, bot in messenger.bots.items()
    )
    return Config(folder / "mehvar.db", folder / "secret", platforms, admins, "", "", 1405, bale_codes=False)


@asynccontextmanager
async def serving(config: Config, clock: Clock | None = None) -> AsyncIterator[Service]:
    """Run the service while the block lasts; a loop that ends is a failure of the test."""
    died = asyncio.Event()
    stop = asyncio.Event()
    async with compose(config, clock or SystemClock()) as service:
        running = asyncio.create_task(supervise(service.loops(), stop, died.set))
        try:
            yield service
        finally:
            stop.set()
            await running
        assert not died.is_set()
