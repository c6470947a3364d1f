"""A child process that is begun again whenever it ends, as a service manager would; only the demo has one."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 10.0
ENDED = 5.0
"""Seconds after which a child that was asked to end is killed."""


class Child:
    """A command, its environment, and the file that its words go to; ``failed`` is told when it ends by itself."""

    def __init__(self, command: list[str], environment: Mapping[str, str], log: Path, failed: Callable[[], None]):
        self._command, self._environment, self._log, self._failed = command, environment, log, failed
        self._process: asyncio.subprocess.Process | None = None
        self._asked = False

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Keep it running inside the block, and end it after it."""
        keeping = asyncio.ensure_future(self._keep())
        try:
            yield
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)
            await self.restart()

    async def kill(self) -> None:
        """Kill it where it stands; it is begun again at once."""
        if self._process and self._process.returncode is None:
            self._asked = True
            self._process.kill()

    async def restart(self) -> None:
        """Ask it to end and wait until it has; it is begun again at once."""
        if self._process and self._process.returncode is None:
            self._asked = True
            self._process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(self._process.wait(), ENDED)
            except TimeoutError:
                await self.kill()
                await self._process.wait()

    async def _keep(self) -> None:
        pause = FIRST_PAUSE
        while True:
            self._asked = False
            self._process = await self._begin()
            await self._process.wait()
            if self._asked:
                pause = FIRST_PAUSE
            else:
                self._failed()
                pause = min(2 * pause, LONGEST_PAUSE)
            await asyncio.sleep(pause)

    async def _begin(self) -> asyncio.subprocess.Process:
        """Begin it in a session of its own, so that a Ctrl-C reaches it only through us."""
        with self._log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *self._command,
                cwd=self._log.parent,
                env=self._environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
