"""Delegations begin and end by themselves: on their first day, and after their last one."""

from datetime import datetime, time

from bot.programme.calendar import at, day_of
from storage import audit, delegations
from storage.audit import Act
from storage.transaction import Reading, Transaction


async def turn_over(tx: Transaction, now: datetime) -> None:
    """Put into force what begins today, and end what is over; everybody was told the days when it was given."""
    today = day_of(now)
    for each in await delegations.list_over(tx, today):
        await delegations.end(tx, each.id, now)
        await audit.append(tx, now, Act("schedule", "delegation.end", f"delegation:{each.id}", {}))
    for each in await delegations.list_to_begin(tx, today):
        await delegations.begin(tx, each.id, now)
        await audit.append(tx, now, Act("schedule", "delegation.begin", f"delegation:{each.id}", {}))


async def next_turn_over(tx: Reading, now: datetime) -> datetime | None:
    """Return the next midnight at which a delegation begins, or is over."""
    day = await delegations.next_turn(tx, day_of(now))
    return None if day is None else at(day, time.min)
