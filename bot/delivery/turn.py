"""A turn: one stored update, handled in one transaction."""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery.floods import Floods
from bot.language.catalogue import t
from storage import outbox
from storage.inbox import Inbound
from storage.outbox import Address, Letter
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
    floods: Floods | None = None  # None: nobody is too much, as for benches
    fruitful: bool = False  # it stored what a person said
    unheard: bool = False

    async def hears(self, *, private: bool) -> bool:
        """Say whether this update is heard: not while its person says too much, of which one calm sentence tells."""
        self.unheard = self.floods is not None and not self.floods.hears(self.row.line, self.moment)
        if (
            self.floods
            and self.unheard
            and private
            and self.row.chat_id is not None
            and self.floods.tells(self.row.line)
        ):
            letter = Letter(t("delivery.flood"), inbox_id=self.row.id)
            await outbox.save(self.tx, Address(self.row.platform, self.row.chat_id), letter, self.now)
        return not self.unheard

    def weigh(self) -> None:
        """Take an answer that was stored out of the count."""
        if self.floods and self.fruitful:
            self.floods.forgive(self.row.line)

    @property
    def moment(self) -> datetime:
        """Return when it was said: a message by the messenger's date, a tap by when intake stored it."""
        if self.said_at is None:
            return self.now
        return min(max(self.said_at, self.row.received_at - LONGEST_KEPT), self.now)


TURN: ContextVar[Turn] = ContextVar("turn")
