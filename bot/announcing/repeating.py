"""When a weekly or monthly announcement leaves next. Pure."""

import datetime as dt

from bot.language.dates import TEHRAN
from bot.language.jalali import JalaliDate, days_in_month, jalali
from bot.programme.calendar import at

WEEK = dt.timedelta(days=7)


def next_time(planned: dt.datetime, repeats: str, now: dt.datetime) -> dt.datetime:
    """Return the first time after a planned one that lies ahead.

    Monthly is the same Jalali day, or the month's last.
    """
    if repeats == "weekly":
        return planned + WEEK * max(1, (now - planned) // WEEK + 1)
    local = planned.astimezone(TEHRAN)
    first = jalali(local.date())
    months = first.year * 12 + first.month - 1
    moment = planned
    while moment <= max(now, planned):
        months += 1
        year, month = divmod(months, 12)
        day = JalaliDate(year, month + 1, min(first.day, days_in_month(year, month + 1))).gregorian
        moment = at(day, local.time())
    return moment
