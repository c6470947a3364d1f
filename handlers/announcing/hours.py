"""An hour of the office, tapped or typed. Pure."""

from bot.errors import UserError
from bot.language.reading.clock import read_clock

HOURS = range(8, 17)


def hour_meant(text: str) -> str:
    """Return a typed hour as `10:30`; raise UserError for what is none."""
    found = read_clock(text)
    if found.time is None or found.day is not None:
        raise UserError("announce.no_hour")
    return f"{found.time:%H:%M}"
