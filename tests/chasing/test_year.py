"""A year of the clockwork: 31 provinces that do as they please, a leap Esfand, Nowruz, closures, outages, exceptions.

The clock jumps from one instant at which something is due to the next. Every push is held against a second reckoning
as it is sent, the year's count against another count.
"""

import heapq
import itertools
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from random import Random

import pytest

from bot.counting.counting import list_cells
from bot.counting.rules import Tally, tally, tally_by
from bot.language.week import Week
from bot.people.caller import Caller
from bot.programme.in_memory import hold_calendar
from bot.programme.on_time import is_late
from bot.programme.provinces import HEADQUARTERS_UNIT, PROVINCES, place_of
from handlers.closing.flow import CLOSE
from handlers.closing.view import Declare, Revert
from storage import calendar, drafts, exceptions, outages, people, quiet
from storage.accounts import Account
from storage.calendar import CalendarDay
from storage.exceptions import Granted
from storage.people import Duty
from storage.quiet import Quiet
from tests.chasing.reckoning import (
    Came,
    Closed,
    Outage,
    Reckoning,
    day_of,
    is_last_of_month,
    jalali,
    local,
    outcome,
    tehran,
)
from tests.chasing.world import Seen, World, open_world

YEAR = 1408  # a leap year
FIRST, LAST = day_of(YEAR, 1, 1), day_of(YEAR + 1, 1, 20)
SOLAR = ((1, 1), (1, 2), (1, 3), (1, 4), (1, 12), (1, 13), (3, 14), (3, 15), (11, 22), (12, 29))
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
CODES = [province.code for province in PROVINCES]
REPORTERS_KINDS = {"opening", "reminder", "last_reminder", "overdue"}


@dataclass
class Reporter:
    """Somebody who is asked: for provinces, for some axes (None: all)."""

    person: int
    provinces: tuple[str, ...]
    axes: frozenset[str] | None
    platform: str
    wish: Quiet = field(default_factory=Quiet)
    reachable: bool = True


@dataclass
class Year:
    """The world, what the test knows of it by itself, and what is to happen."""

    world: World
    chance: Random
    reckoning: Reckoning
    weekly: list[str]
    monthly: list[str]
    reporters: dict[int, Reporter] = field(default_factory=dict)
    owners: dict[int, frozenset[str]] = field(default_factory=dict)
    head: int = 0
    admin: int = 0
    came: dict[tuple[date, str, str], Came] = field(default_factory=dict)
    touched: dict[int, datetime] = field(default_factory=lambda: defaultdict(lambda: tehran(FIRST - DAY, 0)))
    outages: list[Outage] = field(default_factory=list)
    granted: dict[tuple[date, str, str], tuple[datetime, datetime]] = field(default_factory=dict)
    down: list[tuple[datetime, datetime]] = field(default_factory=list)
    sent: dict[tuple[date, str], set[tuple[int, str]]] = field(default_factory=lambda: defaultdict(set))
    told: set[tuple[str, str, str]] = field(default_factory=set)
    a_day: dict[tuple[int, date], set[int]] = field(default_factory=lambda: defaultdict(set))
    ticks: int = 0
    events: list[tuple[datetime, int, Callable[[datetime], Awaitable[None]] | None]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def at(self, moment: datetime, act: Callable[[datetime], Awaitable[None]] | None = None) -> None:
        """Let something happen at a moment; without an act the clock's work is done there."""
        heapq.heappush(self.events, (moment, next(self.numbers), act))

    async def run(self) -> None:
        """Live the year: the clock jumps to the next instant at which somebody acts or something is due."""
        worked = None
        while self.events:
            now, _number, act = heapq.heappop(self.events)
            if act:
                await act(now)
            elif now != worked and not self.is_down(now):
                worked, self.ticks = now, self.ticks + 1
                for seen in await self.world.tick(now):
                    self.check(seen)
                self.world.deliver()

    def is_down(self, now: datetime) -> bool:
        return any(began <= now < ended for began, ended in self.down)

    def asked(self, saturday: date, unit: str) -> list[str]:
        """Return what is asked: of headquarters as a unit its one monthly axis."""
        if unit == HEADQUARTERS_UNIT:
            return ["AX11"] if is_last_of_month(saturday) else []
        return [*self.weekly, *self.monthly] if is_last_of_month(saturday) else self.weekly

    def missing(self, saturday: date, province: str, axes: frozenset[str] | None) -> set[str]:
        return {
            axis
            for axis in self.asked(saturday, province)
            if (axes is None or axis in axes) and (saturday, province, axis) not in self.came
        }

    # --- what happens

    async def open_week(self, saturday: date) -> None:
        """Decide what everybody will do in a week, and let the clock stop wherever something is due."""
        for province in (*CODES, HEADQUARTERS_UNIT):
            times = self.reckoning.times(saturday, province)
            if times is None:
                continue
            self.stop_at_times(saturday, province)
            for reporter in self.reporters.values():
                if province in reporter.provinces:
                    self.decide(saturday, province, reporter)

    def stop_at_times(self, saturday: date, province: str) -> None:
        times = self.reckoning.times(saturday, province)
        for moment in vars(times).values() if times else ():
            if moment is not None:
                self.at(moment)
        if times:
            self.at(times.deadline, lambda now: self.check_reminded(now, saturday, province))
            self.at(times.lock - MINUTE, lambda now: self.check_chased(now + MINUTE, saturday, province))

    def decide(self, saturday: date, province: str, reporter: Reporter) -> None:
        times = self.reckoning.times(saturday, province)
        assert times
        style = self.chance.choices(("early", "reminded", "late", "partly", "silent"), (40, 25, 15, 12, 8))[0]
        spans = {
            "early": (times.opens, times.deadline - 5 * HOUR),
            "reminded": (times.deadline - 5 * HOUR, times.deadline - MINUTE),
            "late": (times.deadline, times.lock),
            "partly": (times.opens, times.lock),
        }
        axes = [axis for axis in self.asked(saturday, province) if reporter.axes is None or axis in reporter.axes]
        if style == "silent" or not axes or not reporter.reachable:
            return
        began, ended = spans[style]
        moment = (began + (ended - began) * self.chance.random()).replace(microsecond=0)
        if style == "partly":
            axes = self.chance.sample(axes, max(1, len(axes) // 2))
        for axis in axes:
            moment += timedelta(seconds=self.chance.randrange(20, 400))
            self.at(moment - MINUTE, lambda now: self.touch(now, saturday, province, reporter))
            self.at(moment, lambda now, axis=axis: self.submit(now, saturday, province, reporter, axis))  # type: ignore[misc]

    async def touch(self, now: datetime, saturday: date, province: str, reporter: Reporter) -> None:
        times = self.reckoning.times(saturday, province)
        if times and times.opens <= now < times.lock:
            async with self.world.turn() as tx:
                await drafts.save(tx, reporter.person, (saturday, province, "AX01"), "{}", now)
            self.touched[reporter.person] = now
            if self.chance.random() < 0.03:
                self.at(now + 10 * MINUTE + timedelta(seconds=1))

    async def submit(self, now: datetime, saturday: date, province: str, reporter: Reporter, axis: str) -> None:
        times = self.reckoning.times(saturday, province)
        key = (saturday, province, axis)
        allowed = times and (now < times.lock or now < self.granted.get(key, (now, now))[1])
        if not allowed or now < times.opens or key in self.came:  # type: ignore[union-attr]
            return
        week = Week(saturday)
        async with self.world.turn() as tx:
            held = (await hold_calendar(tx)).times(week, place_of(province))
            assert held
            late = await is_late(tx, reporter.platform, now, held, by_tap=False)
        await self.world.submit(now, reporter.person, province, week, axis, late=late)
        self.came[key] = Came(now, reporter.platform)

    async def close(self, now: datetime, day: date, provinces: frozenset[str], *, back: bool = False) -> None:
        """Let the admin close a day, or open it again."""
        if back:
            self.reckoning.open_again(day, provinces)
        else:
            self.reckoning.close(Closed(day, now, provinces))
        codes = tuple(sorted(provinces))
        async with self.world.turn() as tx:
            person = await people.get(tx, self.admin)
            assert person
            account = Account("telegram", 1, 1, self.admin, None, None, asked_phone=False)
            caller = Caller(account, person, (Duty("admin", "", "", ""),))
            await CLOSE.save(tx, caller, (Revert(day, codes) if back else Declare(day, codes, "x"),), now)
        saturday = day - DAY * jalali(day).weekday()
        for week in (saturday - 7 * DAY, saturday):
            for province in provinces or CODES:
                self.stop_at_times(week, province)

    async def except_some(self, now: datetime, saturday: date, province: str) -> None:
        """Let the admin grant exceptions for some of what is missing; half of them are used."""
        reporter = next(each for each in self.reporters.values() if province in each.provinces and each.axes is None)
        until = now + 30 * HOUR
        for axis in sorted(self.missing(saturday, province, None))[:2]:
            async with self.world.turn() as tx:
                await exceptions.grant(tx, self.admin, Granted(province, saturday, axis, "x", now, until))
            self.granted[saturday, province, axis] = (now, until)
            if self.chance.random() < 0.5:
                moment = now + self.chance.randrange(1, 29) * HOUR
                self.at(moment, lambda then, axis=axis: self.submit(then, saturday, province, reporter, axis))  # type: ignore[misc]

    # --- what must hold

    def check(self, seen: Seen) -> None:
        """Hold a push against the second reckoning, at the moment at which it is sent."""
        day = local(seen.at).date()
        self.a_day[seen.person, day].add(seen.message)
        assert len(self.a_day[seen.person, day]) <= 2, seen
        for kind, period, subject in seen.entries:
            if kind in {"new_year", "year_plan"}:  # told of the year, whatever the week is
                continue
            province, _, person = subject.partition("/")
            saturday = date.fromisoformat(period[:10])
            assert (kind, person) == (seen.kind, str(seen.person))
            assert (kind, period, subject) not in self.told
            self.told.add((kind, period, subject))
            self.sent[saturday, province].add((seen.person, kind))
            self.check_entry(seen, saturday, province)

    def check_entry(self, seen: Seen, saturday: date, province: str) -> None:
        times = self.reckoning.times(saturday, province)
        assert times, seen
        reporter = self.reporters.get(seen.person)
        if reporter and province != HEADQUARTERS_UNIT and seen.kind != "owner":
            assert self.reckoning.is_office_time(seen.at, province), seen
            assert province in reporter.provinces
        else:
            assert self.reckoning.is_office_time(seen.at, ""), seen
        match seen.kind:
            case "opening" | "reminder" | "last_reminder" | "overdue":
                assert reporter
                assert reporter.reachable
                assert self.missing(saturday, province, reporter.axes), seen
                due = {
                    "opening": times.opens,
                    **{k: getattr(times, k) for k in ("reminder", "last_reminder", "overdue")},
                }
                assert due[seen.kind] <= seen.at < (times.lock if seen.kind == "overdue" else times.deadline), seen
                if reporter.wish.reminders == "last" and times.last_reminder:
                    assert seen.kind not in {"opening", "reminder"}
                assert self.touched[seen.person] < seen.at - 10 * MINUTE, seen
            case "deputy":
                assert reporter
                assert reporter.axes is not None
                assert times.last_reminder
                assert times.last_reminder <= seen.at < times.lock
                assert self.missing(saturday, province, None) - reporter.axes
            case "owner":
                assert times.overdue <= seen.at < times.lock
                assert self.missing(saturday, province, self.owners[seen.person])
            case "headquarters":
                assert seen.person == self.head
                assert times.lock <= seen.at <= times.lock + DAY
                assert self.missing(saturday, province, None)
            case _:
                raise AssertionError(seen)

    async def check_reminded(self, now: datetime, saturday: date, province: str) -> None:
        """At the deadline whoever has owed something all the time must have been reminded of it."""
        times = self.reckoning.times(saturday, province)
        if times is None or times.deadline != now or times.last_reminder is None:  # moved meanwhile
            return
        for reporter in self.reporters.values():
            owes = province in reporter.provinces and self.missing(saturday, province, reporter.axes)
            held_back = (
                not reporter.reachable
                or len(reporter.provinces) > 1  # the day's two pushes may be used up by the other province
                or any(began < now and times.last_reminder < ended for began, ended in self.down)
                or self.touched[reporter.person] >= times.last_reminder - 10 * MINUTE
            )
            if owes and not held_back:
                assert (reporter.person, "last_reminder") in self.sent[saturday, province], reporter

    async def check_chased(self, now: datetime, saturday: date, province: str) -> None:
        """At the lock whoever has owed something since the deadline must have heard that it is overdue."""
        times = self.reckoning.times(saturday, province)
        if times is None or times.lock != now:
            return
        told = self.sent[saturday, province]
        if any(began < now and times.overdue < ended for began, ended in self.down):
            return
        for reporter in self.reporters.values():
            owes = province in reporter.provinces and self.missing(saturday, province, reporter.axes)
            busy = self.touched[reporter.person] >= times.overdue - 10 * MINUTE
            if owes and reporter.reachable and len(reporter.provinces) == 1 and not busy:
                assert (reporter.person, "overdue") in told, (saturday, province, reporter)
        for owner, axes in self.owners.items() if province != HEADQUARTERS_UNIT else ():
            if self.missing(saturday, province, axes):
                assert (owner, "owner") in told, (saturday, province)


@asynccontextmanager
async def open_year(seed: int) -> AsyncIterator[Year]:
    """Open a world of 31 provinces on the last day before a year."""
    chance = Random(seed)
    holidays = {day_of(year, *day) for year in (YEAR, YEAR + 1) for day in SOLAR}
    holidays |= {FIRST + chance.randrange(366) * DAY for _ in range(18)}
    async with open_world() as world:
        saturdays = [FIRST + n * DAY for n in range(60, 120) if jalali(FIRST + n * DAY).weekday() == 0]
        asked = {is_last_of_month(saturday): await world.due(Week(saturday)) for saturday in saturdays}
        monthly = [code for code in asked[True] if code not in asked[False]]
        year = Year(world, chance, Reckoning(holidays), asked[False], monthly)
        async with world.turn() as tx:
            for day in sorted(holidays):
                await calendar.save_day(tx, CalendarDay(day, "x", worked=False))
        await hire(year)
        yield year


async def hire(year: Year) -> None:
    """Fill the offices: CEOs of one province or of two, liaisons, headquarters."""
    before, chance = tehran(FIRST - DAY, 12), year.chance
    year.head, year.admin = await year.world.person(before, "head"), await year.world.person(before, "admin")
    codes = [*year.weekly, *year.monthly]
    for role in ("hq_deputy", "hq_manager", "hq_deputy"):
        axes = frozenset(chance.sample(codes, 5))
        axes |= {"AX11"} if role == "hq_manager" else frozenset()
        owner = await year.world.person(before, role, "", ";".join(sorted(axes)))
        year.owners[owner] = axes
        if "AX11" in axes:
            year.reporters[owner] = Reporter(owner, (HEADQUARTERS_UNIT,), frozenset({"AX11"}), "telegram")
    for number, province in enumerate(CODES):
        if number != 7:  # the eighth province has the seventh's CEO
            reachable = number != 3
            person = await year.world.person(before, "ceo", province, linked=reachable)
            provinces = (province, CODES[7]) if number == 6 else (province,)
            year.reporters[person] = Reporter(person, provinces, None, "telegram", wish_of(chance), reachable)
        if number % 3 == 0:
            axes = frozenset(chance.sample(codes, 3)) if number % 2 else frozenset()
            person = await year.world.person(before, "liaison", province, ";".join(sorted(axes)))
            year.reporters[person] = Reporter(person, (province,), axes, "telegram", wish_of(chance))
    shared = next(each for each in year.reporters.values() if len(each.provinces) == 2)
    async with year.world.turn() as tx:
        await people.save_duty(tx, shared.person, Duty("ceo", CODES[7], "", ""))
        for reporter in year.reporters.values():
            await quiet.save(tx, reporter.person, reporter.wish)
            if reporter.reachable and chance.random() < 0.4:
                await tx.run("UPDATE accounts SET platform = 'bale' WHERE person_id = :person", person=reporter.person)
                reporter.platform = "bale"


def wish_of(chance: Random) -> Quiet:
    return Quiet(chance.choice(("all", "all", "all", "last")), chance.choice((None, None, 9, 10)))


def plan(year: Year) -> None:
    """Put a year's events on the clock."""
    chance = year.chance
    day = FIRST
    while day <= LAST + 14 * DAY:
        for hour in (8, 9, 10, 16):
            year.at(tehran(day, hour))
        if jalali(day).weekday() == 0 and day <= LAST:
            year.at(tehran(day, 0), lambda _now, day=day: year.open_week(day))  # type: ignore[misc]
        day += DAY
    for _ in range(14):
        closed = FIRST + chance.randrange(20, 360) * DAY
        provinces = frozenset() if chance.random() < 0.3 else frozenset(chance.sample(CODES, chance.randrange(1, 9)))
        declared = tehran(closed - DAY, 20) if chance.random() < 0.6 else tehran(closed, chance.randrange(6, 13))
        year.at(declared, lambda now, day=closed, where=provinces: year.close(now, day, where))  # type: ignore[misc]
        if declared.date() < closed and chance.random() < 0.3:
            year.at(declared + HOUR, lambda now, day=closed, where=provinces: year.close(now, day, where, back=True))  # type: ignore[misc]
    for _ in range(6):
        began = tehran(FIRST + chance.randrange(20, 360) * DAY, chance.randrange(6, 14))
        year.down.append((began, began + 6 * HOUR))
    wednesdays = [FIRST + n * DAY for n in range(30, 350) if jalali(FIRST + n * DAY).weekday() == 4]
    for day in chance.sample(wednesdays, 5):
        lost = Outage(
            chance.choice(("bale", "telegram")), tehran(day, 12), tehran(day, 12) + chance.randrange(2, 60) * HOUR / 2
        )
        year.outages.append(lost)
        year.at(lost.ended, lambda _now, lost=lost: keep_outage(year, lost))  # type: ignore[misc]
    for _ in range(40):
        saturday = chance.choice(wednesdays) - 4 * DAY
        province = chance.choice(CODES)
        year.at(tehran(saturday + 10 * DAY, 10), lambda now, s=saturday, p=province: except_locked(year, now, s, p))  # type: ignore[misc]


async def keep_outage(year: Year, lost: Outage) -> None:
    async with year.world.turn() as tx:
        await outages.add(tx, outages.Outage(lost.platform, lost.began, lost.ended))


async def except_locked(year: Year, now: datetime, saturday: date, province: str) -> None:
    times = year.reckoning.times(saturday, province)
    if times and times.lock <= now:
        await year.except_some(now, saturday, province)


@pytest.mark.no_cover  # a long run of what other tests cover
async def test_a_year() -> None:
    async with open_year(YEAR) as year:
        plan(year)
        await year.run()
        assert year.ticks > 2000
        kinds = Counter(kind for kind, _period, _subject in year.told)
        assert min(kinds[kind] for kind in (*REPORTERS_KINDS, "deputy", "owner", "headquarters")) > 20, kinds
        await check_count(year)


async def check_count(year: Year) -> None:
    """Hold the year's count against another one, by week, province and axis."""
    now = tehran(LAST, 16)
    weeks = [Week(FIRST + n * DAY) for n in range(-7, 366) if jalali(FIRST + n * DAY).weekday() == 0][1:51]
    async with year.world.turn() as tx:
        cells = await list_cells(tx, now, weeks)
    counts: dict[str, dict[object, Counter[str]]] = {
        name: defaultdict(Counter) for name in ("week", "province", "axis")
    }
    delays: list[timedelta] = []
    for week, province in itertools.product(weeks, CODES):
        times = year.reckoning.times(week.saturday, province)
        for axis in year.asked(week.saturday, province) if times else ():
            assert times
            key = (week.saturday, province, axis)
            came, granted = year.came.get(key), year.granted.get(key)
            found = outcome(year.reckoning, times, province, came, year.outages, granted)
            for name, of in (("week", week), ("province", province), ("axis", axis)):
                counts[name][of][found] += 1
            if found == "late" and came:
                delays.append(came.at - times.deadline)
    for name, of_name in counts.items():
        found_by = tally_by(cells, lambda cell, name=name: getattr(cell, name))  # type: ignore[misc]
        assert {key: as_counter(value) for key, value in found_by.items()} == of_name
    whole = tally(cells)
    assert min(whole.on_time, whole.late, whole.outage, whole.exception, whole.missing) > 0, whole
    assert whole.delay == sum(delays, timedelta(0))
    assert whole.completeness == 1 - Fraction(whole.missing, len(cells))


def as_counter(found: Tally) -> Counter[str]:
    names = ("on_time", "late", "outage", "exception", "missing")
    return Counter({name: count for name in names if (count := getattr(found, name))})
