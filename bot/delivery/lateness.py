"""What the clock does is entered once, and how late it was done is measured."""

from datetime import datetime

from bot.delivery import metrics
from storage import ledger
from storage.ledger import Entry
from storage.transaction import Transaction


async def enter_done(tx: Transaction, now: datetime, entry: Entry, due: datetime) -> bool:
    """Enter as done what was due at an instant; False when it stood there already.

    A push that waits for working hours, or for its reader's wish, counts with its wait.
    """
    entered = await ledger.enter(tx, now, entry)
    if entered:
        metrics.LATE.labels(entry[0]).observe(max((now - due).total_seconds(), 0))
    return entered
