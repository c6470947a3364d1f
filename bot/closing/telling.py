"""Tells everybody concerned, once, what a closure or its end moves."""

from collections.abc import Sequence
from datetime import datetime

from bot.closing.shifts import Shift
from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.people.rights import HEADQUARTERS, REPORTERS
from storage import accounts, owing
from storage.outbox import Letter
from storage.transaction import Reading, Transaction


async def list_concerned(tx: Reading, shifts: Sequence[Shift]) -> dict[int, tuple[Shift, ...]]:
    """Return what moves for whom: the reporters of the provinces, and headquarters' people where its own times move."""
    found: dict[int, list[Shift]] = {}
    for shift in shifts:
        for province in shift.provinces:
            for holder in await owing.list_holders(tx, province):
                own = found.setdefault(holder.person_id, [])
                if holder.role in (REPORTERS if province else HEADQUARTERS) and shift not in own:
                    own.append(shift)
    return {person: tuple(own) for person, own in found.items() if own}


async def count_reachable(tx: Reading, people: dict[int, tuple[Shift, ...]]) -> int:
    """Count those who can be written to."""
    return sum([await accounts.get_address(tx, person) is not None for person in people])


async def tell(tx: Transaction, person: int, text: str, now: datetime) -> None:
    """Tell one person: a notice, which counts as no push and waits for no working hours, for it takes a duty away."""
    if address := await accounts.get_address(tx, person):
        await post(tx, address, Screen(text), now, Letter("", kind="notice"))
