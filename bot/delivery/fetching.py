"""Fetching a file from a messenger, as `bot` sees it."""

from collections.abc import AsyncGenerator
from typing import Protocol


class FetchError(Exception):
    """The messenger did not give the file, or not all of it; it may do so later."""


class Source(Protocol):
    """A messenger that holds files; handlers/edge has one for each."""

    def fetch(self, file_id: str) -> AsyncGenerator[bytes, None]:
        """Yield the content of a file, piece by piece; raises FetchError. To be closed where it is left early."""
        ...
