"""Dates and weeks as Mehvar writes them."""

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.language import letters
from bot.language.catalogue import t
from bot.language.jalali import jalali, quarter
from bot.language.week import SATURDAY, Week

TEHRAN = ZoneInfo("Asia/Tehran")


def weekday(day: dt.date) -> str:
    """Return «چهارشنبه»."""
    return weekday_name((day.weekday() - SATURDAY) % 7)


def weekday_name(number: int) -> str:
    """Return the name of a day of the week, from Saturday (0)."""
    return t(f"dates.weekday.{number}")


def month(day: dt.date) -> str:
    """Return the name of the day's month: «آذر»."""
    return month_name(jalali(day).month)


def month_name(number: int) -> str:
    """Return the name of a month, 1 to 12."""
    return t(f"dates.month.{number}")


@lru_cache(1_000)
def date(day: dt.date) -> str:
    """Return «چهارشنبه ۴ آذر ۱۴۰۵»."""
    found = jalali(day)
    return t("dates.day", weekday=weekday(day), day=found.day, month=month(day), year=found.year)


def date_without_year(day: dt.date) -> str:
    """Return «چهارشنبه ۴ آذر»."""
    return t("dates.day_without_year", weekday=weekday(day), day=jalali(day).day, month=month(day))


def numeric(day: dt.date) -> str:
    """Return «۱۴۰۵/۰۹/۰۴», for tables and files."""
    found = jalali(day)
    return letters.persian_digits(f"{found.year:04}/{found.month:02}/{found.day:02}")


def day_and_month(day: dt.date) -> str:
    """Return «۴ آذر», for buttons."""
    return t("dates.day_month", day=jalali(day).day, month=month(day))


def month_and_year(day: dt.date) -> str:
    """Return «آذر ۱۴۰۵»."""
    return t("dates.month_year", month=month(day), year=jalali(day).year)


def clock(moment: dt.datetime) -> str:
    """Return the time in Tehran as «۱۳» on the hour and «۱۳:۳۰» otherwise."""
    return hour(moment.astimezone(TEHRAN).time())


def hour(time: dt.time) -> str:
    """Return a time as «۱۳» on the hour and «۱۳:۳۰» otherwise."""
    return letters.persian_digits(f"{time.hour}" if not time.minute else f"{time.hour}:{time.minute:02}")


def moment(when: dt.datetime) -> str:
    """Return «چهارشنبه ۴ آذر ۱۴۰۵، ساعت ۱۳» in Tehran's time."""
    return t("dates.moment", day=date(when.astimezone(TEHRAN).date()), time=clock(when))


def week_label(week: Week) -> str:
    """Return «هفتهٔ منتهی به چهارشنبه ۴ آذر ۱۴۰۵»."""
    return t("dates.week", day=date(week.wednesday))


def week_short(week: Week) -> str:
    """Return «هفتهٔ منتهی به ۱۴۰۵/۰۹/۰۴», for tables."""
    return t("dates.week", day=numeric(week.wednesday))


def quarter_label(day: dt.date) -> str:
    """Return «سه‌ماههٔ سوم ۱۴۰۵»."""
    return t("dates.quarter", ordinal=t(f"dates.ordinal.{quarter(day)}"), year=jalali(day).year)


def last_week_of_month(week: Week) -> str:
    """Return «آخرین هفتهٔ گزارش آذر», said when monthly axes are asked."""
    return t("dates.last_of_month", month=month_name(week.month))


def left(now: dt.datetime, until: dt.datetime) -> str:
    """Return how long it is until then, as `span`; never below nothing."""
    return span(max(until - now, dt.timedelta()))


def span(length: dt.timedelta) -> str:
    """Return what is left in its two largest units: «۲ روز و ۴ ساعت», «۳ ساعت و ۲۰ دقیقه», «کمتر از یک دقیقه».

    A minute that has begun counts: at 08:30:05, which people read as 08:30, 4:30 are left until 13:00.
    """
    minutes = -(-length // dt.timedelta(minutes=1))
    counts = {"days": minutes // 1440, "hours": minutes // 60 % 24, "minutes": minutes % 60}
    parts = [t(f"dates.span.{unit}", count=count) for unit, count in counts.items() if count][:2]
    if not parts:
        return t("dates.span.none")
    return parts[0] if len(parts) == 1 else t("dates.span.two", first=parts[0], second=parts[1])
