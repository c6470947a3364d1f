"""Alerts to the admins: at most one of a kind in an hour."""

from datetime import datetime

from storage import accounts, ledger, outbox
from storage.outbox import Letter
from storage.transaction import Transaction


async def alert(tx: Transaction, now: datetime, kind: str, text: str, away: str = "") -> None:
    """Tell every admin, unless they were told of this kind within the same hour; where possible not over ``away``."""
    if await ledger.enter(tx, now, ("alert", f"{now:%Y-%m-%dT%H}", kind)):
        for address in await accounts.list_addresses(tx, "admin", away):
            await outbox.save(tx, address, Letter(text, kind="notice"), now)
