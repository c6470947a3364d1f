"""The times of the week in words, for the chapters that speak of them: as the schedule has them now."""

import datetime as dt

from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import week_of
from bot.programme.calendar import day_of
from bot.programme.in_memory import hold_calendar
from bot.programme.timetable import Rules
from storage.transaction import Reading

SATURDAY = dt.date(2026, 11, 21)
"""Of a week without holidays; which one it is does not matter."""


async def read_times(tx: Reading, now: dt.datetime) -> dict[str, str]:
    """Return the times of the week that it is now."""
    return times_in_words((await hold_calendar(tx)).rules_of(week_of(day_of(now))))


def times_in_words(rules: Rules) -> dict[str, str]:
    """Return the times of a plain week by name: «چهارشنبه ساعت ۱۳», and «۸» for those of every day."""
    deadline = _on(*rules.deadline)
    moments = {
        "opens": _on(*rules.opens),
        "reminder": _on(rules.deadline[0], rules.reminder),
        "deadline": deadline,
        "table": deadline + rules.table_after,
        "overdue": _on(*rules.overdue),
        "lock": _on(*rules.lock),
    }
    hours = {"last_reminder": deadline - rules.last_reminder_before, "digest": _on(0, rules.digest)}
    return {name: _moment(moment) for name, moment in moments.items()} | {
        name: dates.clock(hour) for name, hour in hours.items()
    }


def _on(day: int, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(SATURDAY + dt.timedelta(days=day), time, dates.TEHRAN)


def _moment(moment: dt.datetime) -> str:
    return t("handbook.moment", day=dates.weekday(moment.date()), hour=dates.clock(moment))
