"""How old obstacles are, in working days. Pure."""

from bisect import bisect_right
from collections.abc import Collection
from datetime import date

from bot.language.catalogue import t
from bot.programme.calendar import DAY, Calendar


def ages(calendar: Calendar, since: Collection[date], today: date, province: str | None = None) -> dict[date, int]:
    """Return for each day how many working days came after it, up to today; the days between are looked at once."""
    first = min(since, default=today)
    days = (first + DAY * number for number in range((today - first).days + 1))
    worked = [day for day in days if calendar.is_working(day, province)]
    return {day: len(worked) - bisect_right(worked, day) for day in since}


def nth_working_day(calendar: Calendar, day: date, number: int, province: str | None = None) -> date:
    """Return the working day that is ``number`` working days after a day."""
    for _ in range(number):
        day = calendar.working_day_from(day + DAY, province)
    return day


def age_text(days: int) -> str:
    """Return «۳ روز کاری», or «همین امروز»."""
    return t("obstacle.age.days", days=days) if days else t("obstacle.age.today")
