"""The timetable of the week at hand in plain lines, for `mehvar check --week`."""

from collections.abc import Iterator
from datetime import date, datetime

from bot.chasing.calls import seed_calls
from bot.chasing.rules import list_due
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import Week
from bot.people.roles import role_title
from bot.programme.calendar import DAY, day_of
from bot.programme.due import week_at_hand
from bot.programme.in_memory import HeldCalendar, hold_calendar
from bot.programme.provinces import by_code
from bot.programme.timetable import Timetable
from storage.transaction import Reading


async def week_lines(tx: Reading, now: datetime, province: str = "") -> list[str]:
    """Return what the clock does in the week at hand of a province ('' = headquarters), in the order of time."""
    held = await hold_calendar(tx)
    week, times = week_at_hand(now, held, province)
    return lines_of_week(held, week, times, province)


def lines_of_week(held: HeldCalendar, week: Week, times: Timetable, province: str = "") -> list[str]:
    """Return what the clock does in a week that has these times."""
    place = (
        t("check.week.of_province", province=by_code(province).name) if province else t("check.week.of_headquarters")
    )
    lines = [t("check.week.title", week=dates.week_label(week), place=place)]
    lines += [_line(*each) for each in sorted(_events(held, week, times, province))]
    for day, reason in _closed(held, week, times, province):
        lines.append(t("check.week.closed", day=dates.date(day), reason=reason))
    if week.last_of_month:
        lines.append(dates.last_week_of_month(week))
    return lines


def _events(held: HeldCalendar, week: Week, times: Timetable, province: str) -> Iterator[tuple[datetime, str, str]]:
    """Yield instant, kind and roles (with «;») of what happens in a week in a place."""
    yield times.deadline, "deadline", ""
    for due in list_due(times.lock + DAY, held, province, seed_calls()):
        if due.week == week and (due.call.does != "errand" or not province):
            yield due.at, due.call.kind, ";".join(sorted(due.call.roles))


def _line(instant: datetime, kind: str, roles: str) -> str:
    what = t(f"check.week.{kind}")
    if not roles:
        return t("check.week.line", moment=dates.moment(instant), what=what)
    whom = t("common.comma").join(role_title(role) for role in roles.split(";"))
    return t("check.week.line_to", moment=dates.moment(instant), what=what, whom=whom)


def _closed(held: HeldCalendar, week: Week, times: Timetable, province: str) -> Iterator[tuple[date, str]]:
    """Yield the days off from a week's Saturday to its lock that are no Thursday or Friday, with their reasons."""
    day = week.saturday
    while day <= day_of(times.lock):
        if day in held.calendar.holidays:
            yield day, held.calendar.holidays[day].reason
        for closure in held.calendar.closures_on(day, province):
            yield day, closure.reason
        day += DAY
