"""Fetching a file from a messenger, as `bot` sees it."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Protocol

from bot.delivery.beats import Beats


class FetchError(Exception):
    """The messenger did not give the file, or not all of it; it may do so later."""


class Source(Protocol):
    """A messenger that holds files; handlers/edge has one for each."""

    def fetch(self, file_id: str) -> AsyncGenerator[bytes, None]:
        """Yield the content of a file, piece by piece; raises FetchError. To be closed where it is left early."""
        ...


async def fetch_whole(source: Source, file_id: str, most: int, beats: Beats) -> bytes | None:
    """Return the content of a file, None once it has more than ``most`` bytes; raises FetchError."""
    content = bytearray()
    async with aclosing(source.fetch(file_id)) as pieces:
        async for piece in pieces:
            beats.beat("errands")
            content += piece
            if len(content) > most:
                return None
    return bytes(content)
