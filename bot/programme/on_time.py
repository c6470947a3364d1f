"""What is on time, what is late, and where a week stands; a messenger that was away is nobody's fault."""

from datetime import datetime, timedelta

from bot.programme.timetable import Timetable
from storage import outages
from storage.transaction import Reading

GRACE = timedelta(minutes=10)
"""How long after a blind intake is back taps still count as on time: they carry no date of their own."""


async def is_late(tx: Reading, platform: str, said_at: datetime, times: Timetable, *, by_tap: bool) -> bool:
    """Say whether what was said at an instant is late: what is receipted, stored and counted follows from this alone.

    ``said_at`` is the messenger's date of a message, and of a tap when intake stored it; ``platform`` is where it was
    said. A tap in the first minutes after an outage that lay over the deadline is on time.
    """
    if said_at <= times.deadline:
        return False
    grace = await grace_at(tx, platform, said_at, times)
    return not by_tap or grace is None


async def grace_at(tx: Reading, platform: str, now: datetime, times: Timetable) -> datetime | None:
    """Return until when taps still count as on time although the deadline is over; None where they do not."""
    until = await _grace_after(tx, platform, times.deadline) if now > times.deadline else now
    return until if now < until else None


async def _grace_after(tx: Reading, platform: str, deadline: datetime) -> datetime:
    """Return until when taps count as on time: the deadline itself, unless the messenger's intake was blind then."""
    over = [
        outage
        for outage in await outages.list_over(tx, deadline)
        if outage.platform == platform and outage.declared_by is None
    ]
    return max((outage.ended_at for outage in over), default=deadline - GRACE) + GRACE
