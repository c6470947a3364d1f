"""What becomes of an update that we fail over: set aside, told calmly, and told to the admins."""

import logging
import secrets
from datetime import datetime

from bot.delivery import alerts
from bot.language.catalogue import t
from storage import inbox, outbox
from storage.inbox import Inbound
from storage.outbox import Address, Letter
from storage.transaction import Transaction

log = logging.getLogger(__name__)


class UnreadableUpdateError(Exception):
    """The messenger sent something that has no shape we know."""


async def set_aside(tx: Transaction, row: Inbound, problem: BaseException, now: datetime) -> None:
    """Make a dead letter of ``row``; one calm sentence to the person, the id and the class to the admins."""
    number = secrets.token_hex(4)
    kind = type(problem).__name__
    log.error("update %d set aside, id %s", row.id, number, exc_info=problem)
    await inbox.set_aside(tx, row.id, f"{number} {kind}")
    if row.chat_id is not None and row.chat_id == row.user_id and not isinstance(problem, UnreadableUpdateError):
        address = Address(row.platform, row.chat_id)
        await outbox.save(tx, address, Letter(t("delivery.trouble", id=number), inbox_id=row.id), now)
    await alerts.alert(tx, now, "bug", t("delivery.alert_bug", id=number, kind=kind))
