"""The messenger as the probe sees it: a method is called, and everything about its answer is looked at."""

from dataclasses import dataclass
from typing import Any, Protocol

from storage.inbox import Arrival

Fields = dict[str, Any]


@dataclass(frozen=True)
class WireReply:
    """An answer: HTTP status (0: none came), the object in it, its seconds, and what Mehvar reads out of it.

    ``reading`` is the name of an outcome (`bot.delivery.outcomes`), ``problem`` the class of what was raised.
    """

    status: int
    content: Fields
    seconds: float
    reading: str
    problem: str = ""

    @property
    def good(self) -> bool:
        """Say whether the messenger did what it was asked."""
        return self.content.get("ok") is True

    @property
    def result(self) -> Any:
        """Return what it answered, {} where that is nothing."""
        return self.content.get("result") or {}

    @property
    def told(self) -> dict[str, str | int]:
        """Return how it refused, for the report."""
        code = self.content.get("error_code", self.status)
        words = str(self.content.get("description", self.problem))[:120]
        return {"status": self.status, "code": code if isinstance(code, int) else 0, "words": words}


@dataclass(frozen=True)
class Upload:
    """A file to be sent: the field it goes into, its name and its content."""

    field: str
    name: str
    content: bytes


class ProbeLine(Protocol):
    """A messenger's raw line; handlers/edge has it."""

    @property
    def platform(self) -> str:
        """Return the messenger's name."""
        ...

    async def call(self, method: str, fields: Fields, timeout: float = 30) -> WireReply:  # noqa: ASYNC109 - the transport's
        """Call a method; every failure is a reply."""
        ...

    async def upload(self, method: str, fields: Fields, file: Upload) -> WireReply:
        """Call a method with a file."""
        ...

    async def download(self, path: str, *, escaped: bool) -> WireReply:
        """Ask for a file; ``escaped`` writes the colon of the token as «%3A». The content is not kept."""
        ...

    def outline(self, bot_id: int, update: object) -> Arrival:
        """Return an update as the inbox keeps it."""
        ...
