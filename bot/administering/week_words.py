"""Says the lines of the week in words. Pure."""

import datetime as dt

from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import Week
from bot.programme.schedule import SWITCHES, Lines, clock_of, place_of


def said(line: str, lines: Lines) -> str:
    """Return when a line is in any week: «دوشنبه، ساعت ۹»."""
    place = place_of(lines, line)
    if line == "digest":
        return t("admin_schedule.daily", time=dates.hour(clock_of(place)))
    return t("admin_schedule.when", day=dates.weekday_name(place.days % 7), time=dates.hour(clock_of(place)))


def dated(line: str, lines: Lines, week: Week) -> str:
    """Return when a line is in a week without a day off: «دوشنبه ۹ آذر، ساعت ۹»."""
    if line == "digest":
        return said(line, lines)
    place = place_of(lines, line)
    day = dates.date_without_year(week.saturday + dt.timedelta(days=place.days))
    return t("admin_schedule.when", day=day, time=dates.hour(clock_of(place)))


def off(kinds: str) -> str:
    """Return the messages that are off."""
    return t("common.comma").join(t(f"admin_schedule.call.{kind}") for kind in SWITCHES if kind in kinds.split(";"))
