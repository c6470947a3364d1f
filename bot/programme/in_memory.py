"""The programme and the calendar as they are held in memory: read once, until somebody changes them."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property
from types import MappingProxyType
from typing import Any

from bot.language.week import Week, week_of
from bot.programme.calendar import Calendar, Closure, Holiday, calendar_of, seed_holidays
from bot.programme.schedule import rules_of_lines
from bot.programme.timetable import Rules, Timetable, seed_rules, timetable
from bot.programme.working_year import WorkingYear, working_year
from storage import calendar, programme, schedules
from storage.programme import Axis, Indicator, Programme
from storage.transaction import Reading

EVERYWHERE = "everywhere"
"""A place with neither closures nor Thursdays of its own: the weeks of all such provinces are its weeks."""


class NoProgrammeError(Exception):
    """The year has no programme: one is made at the start and every day, so this is a bug."""


@dataclass(frozen=True)
class HeldProgramme:
    """A year's programme with its axes, indicators and targets."""

    programme: Programme
    axes: list[Axis]
    indicators: list[Indicator]
    targets: dict[tuple[str, str], int]  # by indicator and province ('' = national)

    @cached_property
    def of_axis(self) -> Mapping[str, list[Indicator]]:
        """Return the indicators of each axis that has any, by its code."""
        found: dict[str, list[Indicator]] = defaultdict(list)
        for indicator in self.indicators:
            found[indicator.axis].append(indicator)
        return MappingProxyType(found)

    @cached_property
    def monthly(self) -> Mapping[str, tuple[int, ...]]:
        """Return what each month is to bring of a target, by indicator, where headquarters has a plan by month."""
        plans = ((each.code, tuple(json.loads(each.months))) for each in self.indicators)
        return MappingProxyType({code: months for code, months in plans if months})

    def axis(self, code: str) -> Axis | None:
        """Return an axis by its code."""
        return next((axis for axis in self.axes if axis.code == code), None)


@dataclass(frozen=True)
class HeldCalendar:
    """The rules of the week, the working days, and the times that follow from both.

    ``rules`` hold until the first of ``changes``: other rules, each from its week on, in order. The hours of the
    office are the same in all of them.
    """

    rules: Rules
    calendar: Calendar
    version: str = ""
    changes: tuple[tuple[Week, Rules], ...] = ()
    schedules: dict[tuple[Week, str], tuple[Any, Any]] = field(default_factory=dict, compare=False, repr=False)
    """What follows from the times of a week in a place (`place_like`), kept by whoever reckons it."""
    _times: dict[tuple[Week, str], Timetable | None] = field(default_factory=dict, compare=False, repr=False)
    _years: dict[int, WorkingYear] = field(default_factory=dict, compare=False, repr=False)

    def rules_of(self, week: Week) -> Rules:
        """Return the rules that hold in a week."""
        return next((rules for first, rules in reversed(self.changes) if first <= week), self.rules)

    def digest_at(self, day: date) -> time:
        """Return when headquarters' digest of a day is due, in Tehran, where its reader has chosen nothing else."""
        return self.rules_of(week_of(day)).digest

    def times(self, week: Week, province: str) -> Timetable | None:
        """Return the times of a week in a province ('' = headquarters), None if it has no report."""
        key = (week, place := self.place_like(province))
        if key not in self._times:
            self._times[key] = timetable(week, self.rules_of(week), self.calendar, place)
        return self._times[key]

    def working_year(self, year: int) -> WorkingYear:
        """Return the working days of a Jalali year at headquarters."""
        if year not in self._years:
            self._years[year] = working_year(self.calendar, year)
        return self._years[year]

    def place_like(self, province: str) -> str:
        """Return the place whose weeks a province has: itself where something is its own, else `EVERYWHERE`."""
        return province if province in self._apart else EVERYWHERE

    @cached_property
    def _apart(self) -> frozenset[str]:
        """Return the provinces with closures or Thursdays of their own."""
        return frozenset(self.calendar.thursdays).union(*(closure.provinces for closure in self.calendar.closures))


async def hold_programme(tx: Reading, year: int) -> HeldProgramme:
    """Return the programme of a Jalali year, or of the year that the operator has set; raises NoProgrammeError."""
    held = await find_programme(tx, year)
    if held is None:
        raise NoProgrammeError(str(programme_year(tx, year)))
    return held


async def find_programme(tx: Reading, year: int) -> HeldProgramme | None:
    """Return the same, None where there is none; read anew once a programme has changed."""
    meant, version = programme_year(tx, year), await programme.get_version(tx)
    kept = tx.memory.programmes.get(meant)
    if not isinstance(kept, tuple) or kept[0] != version:
        kept = tx.memory.programmes[meant] = version, await _read_programme(tx, meant)
    held: HeldProgramme | None = kept[1]
    return held


async def _read_programme(tx: Reading, year: int) -> HeldProgramme | None:
    found = await programme.get(tx, year)
    if found is None:
        return None
    targets = {(each.indicator, each.province): each.value for each in await programme.list_targets(tx, found.id)}
    return HeldProgramme(
        found, await programme.list_axes(tx, found.id), await programme.list_indicators(tx, found.id), targets
    )


async def find_programme_before(tx: Reading, plan: HeldProgramme) -> HeldProgramme | None:
    """Return the programme of the year before, None where there is none."""
    before = await find_programme(tx, plan.programme.year - 1)
    return before if before and before.programme.id != plan.programme.id else None


def programme_year(tx: Reading, year: int) -> int:
    """Return the year whose programme serves a Jalali year: itself, unless the operator has set one."""
    return year if tx.memory.year is None else tx.memory.year


async def hold_calendar(tx: Reading) -> HeldCalendar:
    """Return the rules and the working days; read anew once anybody has changed them."""
    held, version = tx.memory.calendar, await calendar.get_version(tx)
    if not isinstance(held, HeldCalendar) or held.version != version:
        held = tx.memory.calendar = HeldCalendar(
            seed_rules(), await _read_calendar(tx), version, await _read_changes(tx)
        )
    return held


async def _read_changes(tx: Reading) -> tuple[tuple[Week, Rules], ...]:
    """Return the rules that admins have made, each with the first week that it holds for."""
    return tuple((Week(each.week), rules_of_lines(json.loads(each.lines))) for each in await schedules.list_all(tx))


async def _read_calendar(tx: Reading) -> Calendar:
    """Return the holidays that come with the program, as admins have changed them, and the sudden closures."""
    changed = await calendar.list_days(tx)
    days = {holiday.day: holiday for holiday in seed_holidays()}
    days |= {each.day: Holiday(each.day, each.reason) for each in changed if not each.worked}
    for each in changed:
        if each.worked:
            days.pop(each.day, None)
    closures = [
        Closure(each.day, each.declared_at, each.reason, frozenset(filter(None, each.provinces.split(";"))))
        for each in await calendar.list_closures(tx)
    ]
    return calendar_of(days.values(), closures, await _read_thursdays(tx))


async def _read_thursdays(tx: Reading) -> dict[str, list[date]]:
    """Return by province the days from which on its Thursdays are worked, not worked, worked …"""
    found: dict[str, list[date]] = {}
    for each in await calendar.list_thursdays(tx):
        turns = found.setdefault(each.province, [])
        if each.worked != bool(len(turns) % 2):
            turns.append(each.week)
    return found
