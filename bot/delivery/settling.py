"""What an outcome makes of an outgoing row."""

from dataclasses import replace
from datetime import datetime

from bot.delivery import alerts
from bot.delivery.outcomes import Blocked, Gone, Outcome, Rejected, Sent, Uncertain
from bot.language.catalogue import t
from storage import accounts, conversations, ledger, outbox, pushes, recipients
from storage.outbox import Address, Letter
from storage.outgoing import Outgoing
from storage.transaction import Transaction

TRIES_AFTER_GATEWAY = 5
"""How often a row is sent again after a gateway's error: it hardly arrived."""
TRIES_AFTER_SILENCE = 1
"""How often after silence: it may well have arrived, and there is no idempotency key in the Bot API."""
UNASKED = {"announcement", "push", "notice"}
"""Kinds of rows that answer nobody: where one messenger refuses them, the person may be reached over the other."""


async def settle(tx: Transaction, row: Outgoing, outcome: Outcome, now: datetime) -> Outgoing | None:
    """Write down ``outcome``; return the row if it is to be sent again, None if this was its end."""
    match outcome:
        case Sent(message_id):
            await outbox.note_sent(tx, row.id, message_id, now)
            if message_id is not None and row.target is not None:
                await outbox.keep_message_id(tx, row.target, message_id)
        case Blocked(reason):
            await outbox.end_sending(tx, row.id, "blocked", reason, now)
            await accounts.note_blocked(tx, row.platform, row.chat_id, now)
            if row.kind in UNASKED and not row.clears and row.operation != "leave":
                await _send_elsewhere(tx, row, now)
        case Rejected(reason) if row.kind == "notice" and row.clears:
            await outbox.end_sending(tx, row.id, "failed", reason, now)
            await _strip(tx, row, now)
        case Rejected(reason):
            await outbox.end_sending(tx, row.id, "failed", reason, now)
            await alerts.alert(tx, now, "refused", t("delivery.alert_refused", row=row.id, reason=reason))
        case Gone(reason) if row.clears:
            await outbox.end_sending(tx, row.id, "sent", reason, now)
        case Gone(reason):
            await outbox.send_again(tx, row.id, reason, maybe_twice=False)
            return replace(row, operation="send")
        case Uncertain(reason, hardly):
            return await _settle_ambiguous(tx, row, reason, now, hardly=hardly)
        case _:  # too fast, or it surely did not leave
            await outbox.send_again(tx, row.id, getattr(outcome, "reason", ""), maybe_twice=False)
            return row
    return None


async def _strip(tx: Transaction, row: Outgoing, now: datetime) -> None:
    """Let a message that a messenger does not delete lose its buttons."""
    if row.operation == "delete":
        address = Address(row.platform, row.chat_id, row.person_id)
        await outbox.save(tx, address, Letter("", operation="edit", kind="notice", target=row.target), now)


async def _send_elsewhere(tx: Transaction, row: Outgoing, now: datetime) -> None:
    """Send it to the person's account on the other messenger, if there is one that takes it; the ledger says so."""
    entries = await pushes.list_entries(tx, row.id) if row.kind == "push" else []
    address = await accounts.get_other_address(tx, row.id)
    if address is None:
        await pushes.discount(tx, row.id)
        for entry in entries:
            await ledger.take_back(tx, entry, "blocked")
        return
    new = (await outbox.copy(tx, row.id, address, now)).id
    await recipients.move(tx, row.id, new)
    await pushes.move(tx, row.id, new)
    await conversations.move_screen(tx, row.id, new)
    for entry in entries:
        await ledger.note(tx, entry, address.platform)


async def _settle_ambiguous(
    tx: Transaction, row: Outgoing, reason: str, now: datetime, *, hardly: bool
) -> Outgoing | None:
    tries = TRIES_AFTER_GATEWAY if hardly or row.clears else TRIES_AFTER_SILENCE
    only_once = row.kind == "announcement" and row.operation not in {"edit", "delete"}  # which change nothing twice
    if only_once or row.attempts >= tries:
        await outbox.end_sending(tx, row.id, "unknown", reason, now)
        return None
    await outbox.send_again(tx, row.id, reason, maybe_twice=True)
    return replace(row, attempts=row.attempts + 1)
