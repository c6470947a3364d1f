"""A change of post-holder in one step: duties, drafts, delegations and wishes go over, the old account loses all."""

import json
from datetime import datetime

from bot.conversing.posting import post, stand
from bot.conversing.resuming import NOWHERE
from bot.conversing.screen import Screen
from bot.errors import UserError
from bot.language.catalogue import t
from bot.people.duty_titles import describe
from bot.reviewing.telling import tell_successor
from storage import accounts, audit, handovers, people
from storage.audit import Act
from storage.outbox import Address, Letter
from storage.people import Person
from storage.transaction import Transaction


async def hand_over(tx: Transaction, actor: str, old_id: int, new_id: int, now: datetime) -> None:
    """Give all that somebody does to who takes over, in the caller's transaction, and tell both.

    ``actor`` is as in the audit trail («person:7»). Duties, what was begun (reports, evidence, obstacles),
    delegations given and received, and wishes to be reminded go over; where both have begun the same, the new
    person's own stays. What was handed in stays under the name of who wrote it, and is seen by who holds the duty.
    The old person can do nothing any more. Raises UserError where there is nothing to hand over, or nobody to take it.
    """
    old, new = await people.get(tx, old_id), await people.get(tx, new_id)
    if old is None or new is None or old.id == new.id or new.state != "active":
        raise UserError("delegate.handover.nobody")
    duties = await people.list_roster_duties(tx, old.id)
    if old.state != "active" or not duties:
        raise UserError("delegate.handover.nothing", name=old.full_name)
    told = await _address_and_text(tx, old, new)
    await handovers.move(tx, old.id, new.id)
    await people.save_state(tx, old.id, "suspended")
    await stand(tx, old.id, NOWHERE, now)
    await stand(tx, new.id, NOWHERE, now)
    listed = [[duty.role, duty.province, duty.estate, duty.axes] for duty in duties]
    await handovers.add(tx, (old.id, new.id), json.dumps(listed, ensure_ascii=False), actor, now)
    await tell_successor(tx, new.id)
    await audit.append(tx, now, Act(actor, "post.hand_over", f"person:{old.id}", {"to": new.id, "duties": len(duties)}))
    for address, text in told:
        if address:
            await post(tx, address, Screen(text), now, Letter("", kind="notice"))


async def _address_and_text(tx: Transaction, old: Person, new: Person) -> list[tuple[Address | None, str]]:
    """Return where both are reached, while both still are, and what they read."""
    duties = "\n".join(describe(duty) for duty in await people.list_roster_duties(tx, old.id))
    here = await accounts.get_address(tx, old.id)
    left = Address(here.platform, here.chat_id) if here else None  # what is for somebody suspended is withheld
    return [
        (left, t("delegate.handover.old", name=new.full_name, duties=duties)),
        (await accounts.get_address(tx, new.id), t("delegate.handover.new", name=old.full_name, duties=duties)),
    ]
