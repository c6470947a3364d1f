"""A duty in words from its table of fields, for pure screens."""

from collections.abc import Mapping

from bot.people.roster_lines import duty_title
from storage.people import Duty


def table_title(duty: Mapping[str, str], axes_called: Mapping[str, str]) -> str:
    """Return a duty that is kept as a table in words: as `duty_title` does."""
    return duty_title(Duty(duty["role"], duty["province"], duty["estate"], duty["axes"]), axes_called)
