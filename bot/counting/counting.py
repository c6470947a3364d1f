"""Judges every report of some weeks: the one count for digests, exports and comparisons (docs/counting.md)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from bot.counting.rules import Allowance, JudgedReport, judge
from bot.language.week import Week
from bot.programme.calendar import day_of
from bot.programme.due import axes_due
from bot.programme.in_memory import HeldCalendar, hold_calendar, programme_on
from bot.programme.provinces import PROVINCES
from bot.programme.timetable import Timetable, after_working_hours
from storage import counting, exceptions, outages
from storage.counting import Arrived
from storage.exceptions import Granted
from storage.outages import Outage
from storage.transaction import Reading

ALL = tuple(province.code for province in PROVINCES)


async def list_outcomes(
    tx: Reading, now: datetime, weeks: Sequence[Week], provinces: Iterable[str] = ALL
) -> dict[tuple[date, str, str], str]:
    """Return what became of what was asked, by week (its Saturday), province and axis: also for who shows one report.

    Headquarters' own reports are not judged.
    """
    cells = await list_cells(tx, now, weeks, provinces=provinces)
    return {(cell.week.saturday, cell.province, cell.axis): cell.outcome for cell in cells}


async def list_cells(
    tx: Reading,
    now: datetime,
    weeks: Sequence[Week],
    also: Sequence[Outage] = (),
    provinces: Iterable[str] = ALL,
) -> list[JudgedReport]:
    """Return what was asked of provinces in some weeks and is due by now, judged as the calendar stands now.

    ``also`` are outages beside those that are stored.
    """
    if not weeks:
        return []
    first, last = min(weeks).saturday, max(weeks).saturday
    arrived = {(each.week, each.province, each.axis): each for each in await counting.list_arrived(tx, first, last)}
    granted = {(each.week, each.province, each.axis): each for each in await exceptions.list_granted(tx, first, last)}
    platforms = await counting.list_platforms(tx)
    cells = []
    for week in weeks:
        plan = await programme_on(tx, week.year, min(day_of(now), week.days[-1]))
        asked = [axis.code for axis in axes_due(plan.axes, week)]
        for province in provinces:
            times = (await hold_calendar(tx)).times(week, province)
            if times is None:
                continue
            away = await _excuses(tx, times, province, also)
            for axis in asked:
                key = (week.saturday, province, axis)
                allowance = _allowance(arrived.get(key), granted.get(key), away, platforms)
                report = arrived.get(key)
                found = judge(now, times, (report.first_at, report.late) if report else None, allowance)
                if found:
                    cells.append(JudgedReport(week, province, axis, *found))
    return cells


async def _excuses(tx: Reading, times: Timetable, province: str, also: Sequence[Outage]) -> dict[str, datetime]:
    """Return until when a messenger's outage over the deadline excuses, by messenger."""
    held = await hold_calendar(tx)
    over = [*await outages.list_over(tx, times.deadline), *(each for each in also if _is_over(each, times.deadline))]
    found: dict[str, datetime] = {}
    for outage in over:
        until = _granted_until(outage, held, province)
        found[outage.platform] = max(until, found.get(outage.platform, until))
    return found


def _is_over(outage: Outage, instant: datetime) -> bool:
    return outage.began_at <= instant < outage.ended_at


def _granted_until(outage: Outage, held: HeldCalendar, province: str) -> datetime:
    """Return the end of the working hours that are granted after an outage: as many as after a sudden closure."""
    return after_working_hours(outage.ended_at, held.rules, held.calendar, province)


def _allowance(
    report: Arrived | None, granted: Granted | None, away: dict[str, datetime], platforms: dict[int, frozenset[str]]
) -> Allowance:
    own = platforms.get(report.written_by, frozenset()) if report else frozenset()
    excused = max((until for platform, until in away.items() if platform in own), default=None)
    return Allowance(excused, (granted.granted_at, granted.expires_at) if granted else None)
