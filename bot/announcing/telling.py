"""Tells one person, or whoever looks after an announcement, something about it."""

from datetime import datetime

from bot.conversing.posting import edits, post
from bot.conversing.screen import Screen
from bot.people.rights import AUTHORS, OPENERS
from storage import accounts, outbox, people
from storage.announcements import Announcement
from storage.outbox import Address, Letter
from storage.outgoing import Outgoing
from storage.transaction import Reading, Transaction

BY_AUTHOR = "sent"
"""What the buttons under a message to an author begin with: they stay good however old they are."""


async def tell(
    tx: Transaction, person_id: int, screen: Screen, now: datetime, flow: str = "", only_on: str = ""
) -> Outgoing | None:
    """Send a notice to a person, over one messenger alone where that is asked for; None: they cannot be reached."""
    address = (
        await accounts.get_address_on(tx, person_id, only_on) if only_on else await accounts.get_address(tx, person_id)
    )
    letter = Letter("", kind="notice", only_on=only_on)
    return await post(tx, address, screen, now, letter, flow) if address else None


async def caretakers(tx: Reading, found: Announcement) -> list[int]:
    """Return who answers for an announcement: its author or, once they may no longer write any, every admin.

    For a restricted one it is the head then.
    """
    author = await people.get(tx, found.author_id)
    roles = {duty.role for duty in await people.list_duties(tx, found.author_id)}
    if author and author.state == "active" and roles & (OPENERS if found.level == "consult" else AUTHORS):
        return [author.id]
    return await people.list_ids(tx, "head" if found.restricted else "admin")


async def show_in_one_message(
    tx: Transaction, found: Announcement, screen: Screen, now: datetime, *, last: bool
) -> int | None:
    """Show who looks after an announcement how it goes on, in one message that is edited where the messenger can.

    Elsewhere it is sent only at the start and at the ``last``. Return the row that shows it.
    """
    shown_id, number = found.progress_id, found.id
    person_id = next(iter(await caretakers(tx, found)), 0)
    address = await accounts.get_address(tx, person_id)
    if address is None:
        return shown_id
    shown = await outbox.get_by_id(tx, shown_id) if shown_id else None
    same_chat = shown is not None and (shown.platform, shown.chat_id) == (address.platform, address.chat_id)
    if shown and same_chat and await edits(tx, address.platform):
        letter = Letter("", kind="notice", operation="edit", target=shown.id, announcement_id=number)
        await post(tx, Address(shown.platform, shown.chat_id, person_id), screen, now, letter, BY_AUTHOR)
        return shown.id
    if shown and not last:
        return shown_id
    letter = Letter("", kind="notice", announcement_id=number)
    return (await post(tx, address, screen, now, letter, BY_AUTHOR)).id
