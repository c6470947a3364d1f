"""A second reckoning of weeks and counts, from lists of days and half hours: it shares no step with the code."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate

TEHRAN = ZoneInfo("Asia/Tehran")
HALF_HOUR, DAY = timedelta(minutes=30), timedelta(days=1)


def tehran(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), TEHRAN)


def local(moment: datetime) -> datetime:
    return moment.astimezone(TEHRAN)


@lru_cache(4_000)
def jalali(day: date) -> JalaliDate:
    return JalaliDate(day)  # type: ignore[no-untyped-call]


def day_of(year: int, month: int, day: int) -> date:
    found: date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
    return found


def is_last_of_month(saturday: date) -> bool:
    return bool(jalali(saturday + 4 * DAY).month != jalali(saturday + 11 * DAY).month)


@dataclass(frozen=True)
class Closed:
    day: date
    declared: datetime
    provinces: frozenset[str]


@dataclass(frozen=True)
class Times:
    opens: datetime
    reminder: datetime | None
    last_reminder: datetime | None
    deadline: datetime
    overdue: datetime
    lock: datetime


@dataclass
class Reckoning:
    """Which days are worked where, and what follows from that."""

    holidays: set[date]
    closed: list[Closed] = field(default_factory=list)
    known: dict[tuple[date, str], Times | None] = field(default_factory=dict)

    def close(self, closed: Closed) -> None:
        self.closed.append(closed)
        self.known.clear()

    def open_again(self, day: date, provinces: frozenset[str]) -> None:
        self.closed = [each for each in self.closed if (each.day, each.provinces) != (day, provinces)]
        self.known.clear()

    def on(self, day: date, province: str) -> list[Closed]:
        return [each for each in self.closed if each.day == day and (not each.provinces or province in each.provinces)]

    def is_planned(self, day: date) -> bool:
        return jalali(day).weekday() <= 4 and day not in self.holidays

    def is_working(self, day: date, province: str) -> bool:
        return self.is_planned(day) and not self.on(day, province)

    def is_office_time(self, moment: datetime, province: str) -> bool:
        now = local(moment)
        return self.is_working(now.date(), province) and time(8) <= now.time() < time(16)

    def after_hours(self, moment: datetime, hours: int, province: str) -> datetime:
        """Go on by half hours, of which only those in office time count; moments are whole half hours."""
        left = 2 * hours
        while left:
            left -= self.is_office_time(moment, province)
            moment += HALF_HOUR
        return moment

    def limit(self, day: date, hour: int, province: str) -> datetime:
        """Return a limit of a day, put off where that day is closed."""
        later = [day + n * DAY for n in range(60) if self.is_planned(day + n * DAY)]
        place = next(n for n, each in enumerate(later) if not self.on(each, province))
        if place == 0:
            return tehran(day, hour)
        declared = max(closed.declared for each in later[:place] for closed in self.on(each, province))
        return max(tehran(later[place], 11), self.after_hours(declared, 3, province))

    def times(self, saturday: date, province: str) -> Times | None:
        key = (saturday, province)
        if key not in self.known:
            self.known[key] = self.reckon(saturday, province)
        return self.known[key]

    def reckon(self, saturday: date, province: str) -> Times | None:
        around = [saturday + n * DAY for n in range(-30, 60)]
        planned = [day for day in around if self.is_planned(day)]
        opening = next(day for day in planned if day >= saturday + 2 * DAY)
        due = [day for day in planned if day <= saturday + 4 * DAY][-1]
        nowruz = any(jalali(day).month == 1 and jalali(day).day <= 13 for day in (saturday + 4 * DAY, due))
        if due < opening or nowruz:
            return None
        opens = tehran(next(day for day in planned if day >= opening and not self.on(day, province)), 9)
        deadline = self.limit(due, 13, province)
        last_day = local(deadline).date()
        after = next(day for day in planned if day >= saturday + 7 * DAY and day > last_day)
        overdue = tehran(next(day for day in planned if day >= after and not self.on(day, province)), 8, 30)
        last, first = deadline - 3 * HALF_HOUR, tehran(last_day, 8, 30)
        return Times(
            opens=opens,
            reminder=first if opens < first < last else None,
            last_reminder=last if opens < last else None,
            deadline=deadline,
            overdue=overdue,
            lock=self.limit(after, 13, province),
        )


@dataclass(frozen=True)
class Came:
    """A report as it first came: when, and on which messenger its writer is."""

    at: datetime
    platform: str


@dataclass(frozen=True)
class Outage:
    platform: str
    began: datetime
    ended: datetime


def outcome(
    reckoning: Reckoning,
    times: Times,
    province: str,
    came: Came | None,
    outages: Iterable[Outage],
    exception: tuple[datetime, datetime] | None,
) -> str:
    """Return what became of one report, long after its week."""
    if came is None:
        return "missing"
    if came.at <= times.deadline:
        return "on_time"
    if exception and times.lock <= came.at <= exception[1]:
        return "exception"
    for outage in outages:
        over = outage.began <= times.deadline < outage.ended and outage.platform == came.platform
        if over and came.at <= reckoning.after_hours(outage.ended, 3, province):
            return "outage"
    return "late"
