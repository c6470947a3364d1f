"""A turn: one stored update, handled in one transaction."""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.inbox import Inbound
from storage.transaction import Transaction

LONGEST_KEPT = timedelta(hours=24)
"""How long messengers keep a message for us: an earlier date is none, and would open weeks that are locked."""


@dataclass
class Turn:
    """What a handler finds while it runs; ``done`` is its last act, and tells that all of it was handled."""

    tx: Transaction
    row: Inbound
    now: datetime
    done: bool = False
    problem: BaseException | None = None
    callback_id: str = ""
    said_at: datetime | None = None
    toast: str = ""

    @property
    def moment(self) -> datetime:
        """Return when it was said: a message by the messenger's date, a tap by when intake stored it."""
        if self.said_at is None:
            return self.now
        return min(max(self.said_at, self.row.received_at - LONGEST_KEPT), self.now)


TURN: ContextVar[Turn] = ContextVar("turn")
