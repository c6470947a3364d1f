"""The times of one week: opening, reminders, deadline, table, overdue notice and lock, from rules in data."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from bot.language.jalali import jalali
from bot.language.week import Week
from bot.programme.calendar import DAY, Calendar, at, day_of

FARVARDIN = 1


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of the week (`week.toml`): days count from its Saturday, times are Tehran's.

    ``off`` are the kinds of calls that are not made.
    """

    opens: tuple[int, dt.time]
    deadline: tuple[int, dt.time]
    reminder: dt.time
    last_reminder_before: dt.timedelta
    table_after: dt.timedelta
    overdue: tuple[int, dt.time]
    lock: tuple[int, dt.time]
    digest: dt.time
    sudden_limit: dt.time
    sudden_hours: int
    office_from: dt.time
    office_until: dt.time
    nowruz_days: int
    off: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Timetable:
    """The times of a week for one province, aware UTC; a reminder that would not come in time is None.

    ``off`` are the kinds of calls that are not made in the week.
    """

    opens: dt.datetime
    reminder: dt.datetime | None
    last_reminder: dt.datetime | None
    deadline: dt.datetime
    table: dt.datetime
    overdue: dt.datetime
    lock: dt.datetime
    off: frozenset[str] = frozenset()


def timetable(week: Week, rules: Rules, calendar: Calendar, province: str | None = None) -> Timetable | None:
    """Return the times of a week for a province (ISO code; None is headquarters), None if it has no report.

    A known holiday brings the deadline forward and puts opening, overdue notice and lock off; a sudden
    closure only ever moves them later.
    """
    opening = planned_from(calendar, week.saturday + DAY * rules.opens[0], province)
    due = planned_until(calendar, week.saturday + DAY * rules.deadline[0], province)
    planned = at(due, rules.deadline[1])
    if planned <= at(opening, rules.opens[1]) or in_nowruz(week.wednesday, rules) or in_nowruz(due, rules):
        return None
    opens = at(calendar.working_day_from(opening, province), rules.opens[1])
    deadline = after(opens, limit(planned, rules, calendar, province), rules, calendar, province)
    late = planned_from(calendar, max(week.saturday + DAY * rules.overdue[0], day_of(deadline) + DAY), province)
    overdue = at(calendar.working_day_from(late, province), rules.overdue[1])
    lock = after(overdue, limit(at(late, rules.lock[1]), rules, calendar, province), rules, calendar, province)
    last_reminder = deadline - rules.last_reminder_before
    reminder = at(day_of(deadline), rules.reminder)
    return Timetable(
        opens=opens,
        reminder=reminder if opens < reminder < last_reminder else None,
        last_reminder=last_reminder if opens < last_reminder else None,
        deadline=deadline,
        table=deadline + rules.table_after,
        overdue=overdue,
        lock=lock,
        off=rules.off,
    )


def after(notice: dt.datetime, end: dt.datetime, rules: Rules, calendar: Calendar, province: str | None) -> dt.datetime:
    """Return a deadline or lock, later where a sudden closure has put its opening or notice off behind it."""
    return end if notice < end else after_working_hours(notice, rules, calendar, province)


def limit(planned: dt.datetime, rules: Rules, calendar: Calendar, province: str | None) -> dt.datetime:
    """Return a deadline or lock, moved when a sudden closure falls on its day."""
    day = day_of(planned)
    declared: list[dt.datetime] = []
    while closures := calendar.closures_on(day, province):
        declared += [closure.declared for closure in closures]
        day = planned_from(calendar, day + DAY, province)
    if not declared:
        return planned
    earliest = after_working_hours(max(declared), rules, calendar, province)
    return max(at(day, rules.sudden_limit), earliest)


def after_working_hours(moment: dt.datetime, rules: Rules, calendar: Calendar, province: str | None) -> dt.datetime:
    """Return when the working hours that a sudden closure grants are over, counted from a moment."""
    left = dt.timedelta(hours=rules.sudden_hours)
    while True:
        begin = push_time(moment, rules, calendar, province)
        end = at(day_of(begin), rules.office_until)
        if begin + left <= end:
            return begin + left
        left -= end - begin
        moment = end


def push_time(moment: dt.datetime, rules: Rules, calendar: Calendar, province: str | None = None) -> dt.datetime:
    """Return a moment itself if it lies in working hours, else the next opening of the office."""
    day = day_of(moment)
    if calendar.is_working(day, province) and moment < at(day, rules.office_until):
        return max(moment, at(day, rules.office_from))
    return at(calendar.working_day_from(day + DAY, province), rules.office_from)


def next_push_time(moment: dt.datetime, rules: Rules, calendar: Calendar, province: str | None = None) -> dt.datetime:
    """Return the first opening of the office after a moment."""
    opening = push_time(moment, rules, calendar, province)
    return opening if opening > moment else push_time(at(day_of(moment) + DAY, dt.time.min), rules, calendar, province)


def planned_from(calendar: Calendar, day: dt.date, province: str | None) -> dt.date:
    """Return the day or the first planned working day after it."""
    while not calendar.is_planned(day, province):
        day += DAY
    return day


def planned_until(calendar: Calendar, day: dt.date, province: str | None) -> dt.date:
    """Return the day or the last planned working day before it."""
    while not calendar.is_planned(day, province):
        day -= DAY
    return day


def in_nowruz(day: dt.date, rules: Rules) -> bool:
    """Return whether a day lies in the days of Farvardin when no report is asked."""
    found = jalali(day)
    return found.month == FARVARDIN and found.day <= rules.nowruz_days


def rules_from(text: str) -> Rules:
    """Return the rules of a TOML text; raise KeyError or ValueError for a wrong one."""
    table = tomllib.loads(text)
    return Rules(
        opens=day_and_time(table["opens"]),
        deadline=day_and_time(table["deadline"]),
        reminder=table["reminder"],
        last_reminder_before=span(table["last_reminder_before"]),
        table_after=span(table["table_after"]),
        overdue=day_and_time(table["overdue"]),
        lock=day_and_time(table["lock"]),
        digest=table["digest"],
        sudden_limit=table["sudden_limit"],
        sudden_hours=table["sudden_hours"],
        office_from=table["office_from"],
        office_until=table["office_until"],
        nowruz_days=table["nowruz_days"],
    )


def day_and_time(entry: dict[str, Any]) -> tuple[int, dt.time]:
    """Return `{ day = 2, time = 09:00:00 }` as a pair."""
    return entry["day"], entry["time"]


def span(text: str) -> dt.timedelta:
    """Return «01:30» as a length of time."""
    hours, minutes = text.split(":")
    return dt.timedelta(hours=int(hours), minutes=int(minutes))


@cache
def seed_rules() -> Rules:
    """Return the rules that Mehvar ships (`week.toml`)."""
    return rules_from((resources.files("bot.programme") / "week.toml").read_text(encoding="utf-8"))
