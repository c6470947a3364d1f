"""The head of the audit trail, told every admin each working morning: it must be in other hands than the database."""

from datetime import datetime

from bot.chasing.rules import DayDue
from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.language import dates
from bot.language.catalogue import t
from storage import accounts, audit, ledger, people
from storage.outbox import Letter
from storage.transaction import Reading, Transaction

SHOWN = 12
"""Letters of the head that are shown; `mehvar audit verify --head` takes them."""


async def head_of(tx: Reading) -> str:
    """Return the head as it is shown."""
    return (await audit.get_head(tx))[:SHOWN] or t("digest.no_audit")


async def tell_admins(tx: Transaction, now: datetime, days: list[DayDue]) -> None:
    """Tell every admin who can be reached the head of the trail, once a morning; one that was missed is not made up."""
    if not days or days[-1].late or days[-1].missed:
        return
    day = days[-1].day.isoformat()
    for person in await people.list_ids(tx, "admin"):
        address = await accounts.get_address(tx, person)
        if address and await ledger.enter(tx, now, ("trail_head", day, str(person))):
            screen = Screen(t("digest.trail_head", moment=dates.moment(now), head=await head_of(tx)))
            await post(tx, address, screen, now, Letter("", kind="notice"))
