"""The files that people sent: asked for by id, then read from the address that the messenger gives."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from bot.delivery.fetching import FetchError
from handlers.edge.outcomes import read_answer
from handlers.edge.wire import Wire


class PlatformFiles:
    """Implements `bot.delivery.fetching.Source` on a wire."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def fetch(self, file_id: str) -> AsyncGenerator[bytes, None]:
        """Yield the content of a file; every failure is a FetchError without an address in it."""
        try:
            async with aclosing(self._wire.stream(await self._find(file_id))) as pieces:
                async for piece in pieces:
                    yield piece
        except FetchError:
            raise
        except Exception as problem:  # noqa: BLE001 - a proxy library's own errors too
            raise FetchError(type(problem).__name__) from None

    async def _find(self, file_id: str) -> str:
        """Return where the file lies now: such an address is good for an hour."""
        answer = await self._wire.post("getFile", {"file_id": file_id})
        result = answer.content.get("result")
        path = result.get("file_path") if isinstance(result, dict) else None
        if not isinstance(path, str):
            raise FetchError(getattr(read_answer(answer), "reason", "no address"))
        return path
