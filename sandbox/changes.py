"""A counted change that others may wait for: the one way in which anything here waits."""

import asyncio


class Changes:
    """A version that only grows; `wait` ends when it does. Nothing is missed between two waits."""

    def __init__(self) -> None:
        self.version = 0
        self._waiting: set[asyncio.Future[None]] = set()

    def mark(self) -> None:
        """Count one change and wake everyone who waits."""
        self.version += 1
        if self._waiting:
            for future in self._waiting:
                if not future.done():
                    future.set_result(None)
            self._waiting.clear()

    async def wait(self, after: int, seconds: float | None) -> bool:
        """Wait, at most `seconds` of real time, for a version other than `after`; tell whether it came."""
        if self.version != after:
            return True
        future = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            async with asyncio.timeout(seconds):
                await future
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(future)
        return True
