"""An hour of the office, tapped or typed. Pure."""

import re

from bot.errors import UserError
from bot.language import letters

HOURS = range(8, 17)
HOUR = re.compile(r"(?<![0-9])([01]?[0-9]|2[0-3])(?::([0-5][0-9]))?(?![0-9:])")


def hour_meant(text: str) -> str:
    """Return a typed hour as `10:30`; raise UserError for what is none."""
    found = HOUR.search(letters.latin_digits(text))
    if found is None:
        raise UserError("announce.no_hour")
    return f"{int(found[1]):02}:{found[2] or '00'}"
