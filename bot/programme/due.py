"""What a province owes in a week, and which week is the one at hand."""

from datetime import datetime

from bot.language.week import Week, week_of
from bot.programme.calendar import day_of
from bot.programme.in_memory import HeldCalendar
from bot.programme.timetable import Timetable
from storage.programme import Axis, Indicator

WEEKS_BACK = 4
"""How many weeks before this one may still be open: Nowruz and closures put locks off."""


def week_at_hand(now: datetime, calendar: HeldCalendar, province: str) -> tuple[Week, Timetable]:
    """Return the first week with a report that is not locked yet, with its times."""
    week = week_of(day_of(now))
    for _ in range(WEEKS_BACK):
        week = week.previous
    while True:
        times = calendar.times(week, province)
        if times and times.lock > now:
            return week, times
        week = week.next


def axes_due(axes: list[Axis], week: Week) -> list[Axis]:
    """Return the active axes that are asked in a week: monthly ones only in the last of a month."""
    return [axis for axis in axes if axis.active and (axis.frequency == "weekly" or week.last_of_month)]


def indicators_due(indicators: list[Indicator], axis: Axis, week: Week, reporter: str = "province") -> list[Indicator]:
    """Return the indicators of an axis that a province is asked in a week, or («hq») headquarters."""
    return [
        indicator
        for indicator in indicators
        if indicator.axis == axis.code
        and indicator.reporter == reporter
        and (indicator.frequency == "weekly" or week.last_of_month)
    ]
