"""Which axes each province still owes this week: «who has not reported»."""

from datetime import datetime

from bot.programme.due import axes_due, week_at_hand
from bot.programme.in_memory import hold_calendar, hold_programme
from bot.programme.provinces import PROVINCES
from storage import reports
from storage.transaction import Reading


async def missing_axes(tx: Reading, now: datetime) -> dict[str, frozenset[str]]:
    """Return the missing axes by province; a week that has not opened yet owes nothing."""
    held, missing = await hold_calendar(tx), {}
    for province in PROVINCES:
        week, times = week_at_hand(now, held, province.code)
        if times.opens <= now:
            done = {report.axis for report in await reports.list_of_province(tx, week.saturday, province.code)}
            due = axes_due((await hold_programme(tx, week.year)).axes, week)
            missing[province.code] = frozenset(axis.code for axis in due if axis.code not in done)
    return missing
