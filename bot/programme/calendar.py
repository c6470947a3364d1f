"""The working calendar: which days are worked, in a province or at headquarters, and working hours."""

import datetime as dt
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType

from bot.language.dates import TEHRAN

THURSDAY, FRIDAY = 3, 4  # of datetime.date.weekday()
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day known long before, its reason, and whether its date is a guess (lunar days of later years)."""

    day: dt.date
    reason: str
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Closure:
    """A sudden closure of a day, for some provinces (ISO codes) or, with none named, for the country."""

    day: dt.date
    declared: dt.datetime
    reason: str
    provinces: frozenset[str] = frozenset()

    def concerns(self, province: str | None) -> bool:
        """Return whether a province (or headquarters, None) is closed by it."""
        return not self.provinces or province in self.provinces


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is known of working days.

    `thursdays` are the days, by province (ISO code), at which its Thursdays begin to be worked, cease to be, begin …
    """

    holidays: Mapping[dt.date, Holiday] = field(default_factory=lambda: MappingProxyType({}))
    closures: tuple[Closure, ...] = ()
    thursdays: Mapping[str, Sequence[dt.date]] = field(default_factory=lambda: MappingProxyType({}))

    def is_planned(self, day: dt.date, province: str | None = None) -> bool:
        """Return whether a day is a working day when no sudden closure is looked at."""
        if day.weekday() == FRIDAY or day in self.holidays:
            return False
        return day.weekday() != THURSDAY or self.works_thursdays(day, province)

    def works_thursdays(self, day: dt.date, province: str | None) -> bool:
        """Return whether Thursdays are worked in a province at a day."""
        return bool(bisect_right(self.thursdays.get(province or "", ()), day) % 2)

    def is_working(self, day: dt.date, province: str | None = None) -> bool:
        """Return whether a day is worked, sudden closures counted."""
        return self.is_planned(day, province) and not self.closures_on(day, province)

    def closures_on(self, day: dt.date, province: str | None = None) -> tuple[Closure, ...]:
        """Return the sudden closures of a day that concern a province."""
        return tuple(closure for closure in self.closures if closure.day == day and closure.concerns(province))

    def working_day_from(self, day: dt.date, province: str | None = None) -> dt.date:
        """Return the day itself or the first working day after it."""
        while not self.is_working(day, province):
            day += DAY
        return day


def at(day: dt.date, time: dt.time) -> dt.datetime:
    """Return a time of Tehran on a day, as aware UTC."""
    return dt.datetime.combine(day, time, TEHRAN).astimezone(dt.UTC)


def day_of(moment: dt.datetime) -> dt.date:
    """Return the day in Tehran at an aware moment."""
    return moment.astimezone(TEHRAN).date()


def holidays_from(text: str) -> tuple[Holiday, ...]:
    """Return the holidays of a TOML text of `[[holidays]]`: `day`, `reason` and, for a guess, `estimated`."""
    return tuple(
        Holiday(entry["day"], entry["reason"], entry.get("estimated", False))
        for entry in tomllib.loads(text)["holidays"]
    )


def calendar_of(
    holidays: Iterable[Holiday],
    closures: Iterable[Closure] = (),
    thursdays: Mapping[str, Sequence[dt.date]] = MappingProxyType({}),
) -> Calendar:
    """Return a calendar of these holidays, sudden closures and worked Thursdays."""
    days = MappingProxyType({holiday.day: holiday for holiday in holidays})
    return Calendar(days, tuple(closures), MappingProxyType(dict(thursdays)))


@cache
def seed_holidays() -> tuple[Holiday, ...]:
    """Return the holidays that Mehvar ships, to be edited by the admin (`holidays.toml`)."""
    return holidays_from((resources.files("bot.programme") / "holidays.toml").read_text(encoding="utf-8"))
