"""What became of a sending: the only words in which a messenger's answer reaches `bot`."""

from dataclasses import dataclass
from typing import Protocol

from storage.outgoing import Outgoing


@dataclass(frozen=True)
class Sent:
    """The messenger took it; ``message_id`` is None for an edit."""

    message_id: int | None


@dataclass(frozen=True)
class RetryAfter:
    """Too fast: wait so many seconds (None: the messenger did not say how many)."""

    seconds: float | None


@dataclass(frozen=True)
class Blocked:
    """This person does not want to hear from us, or is no longer there."""

    reason: str


@dataclass(frozen=True)
class Rejected:
    """The messenger will never take this message as it is."""

    reason: str


@dataclass(frozen=True)
class Gone:
    """The message that an edit names cannot be edited (any more): say it anew."""

    reason: str


@dataclass(frozen=True)
class Unsent:
    """It surely did not leave: no connection, or the token is not accepted."""

    reason: str


@dataclass(frozen=True)
class Uncertain:
    """It may have arrived. ``hardly``: a gateway's error, rather than silence after the message had left."""

    reason: str
    hardly: bool


Outcome = Sent | RetryAfter | Blocked | Rejected | Gone | Unsent | Uncertain


INTERRUPTED = Uncertain("the process ended while it was being sent", hardly=True)
"""What is known of a row that was being sent when a process ended."""


class Messenger(Protocol):
    """A platform as the outbox sees it; handlers/edge has one for each."""

    platform: str

    async def deliver(self, row: Outgoing, message_id: int | None) -> Outcome:
        """Send, edit or delete what ``row`` says; ``message_id`` is the message that an edit or delete means."""
        ...

    async def answer_tap(self, callback_id: str, toast: str) -> None:
        """Tell the messenger that a button press was taken; failure is of no consequence."""
        ...
