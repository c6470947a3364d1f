"""The rules of handing on: when a report goes in without its signature, and what may be handed to whom. Pure."""

from datetime import datetime, timedelta

from bot.programme.timetable import Timetable

PAUSE = timedelta(minutes=10)
"""So long a writer has to be silent before the signer is told: several reports are one message."""
HOURS = (4, 24, 48)
"""After how many hours without an answer a CEO may let reports go in."""


def goes_in(handed_at: datetime, times: Timetable, release: timedelta | None) -> datetime:
    """Return when a report that nobody signs goes in: at the deadline, a late one at the lock, or as was chosen."""
    limit = times.deadline if handed_at <= times.deadline else times.lock
    return min(limit, handed_at + release) if release else limit
