"""What is due, what is too late, and whether a person may be disturbed now. Pure."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from bot.chasing.calls import Call, Calls, Snoozing
from bot.language.week import Week, week_of
from bot.programme.calendar import DAY, Calendar, at, day_of
from bot.programme.due import WEEKS_BACK
from bot.programme.in_memory import HeldCalendar
from bot.programme.provinces import place_of
from bot.programme.timetable import Timetable

REMEMBERED = dt.timedelta(days=7)
"""How long after a week's lock what was missed in it is still written down as skipped."""
WEEKS_AHEAD = 8
"""How far what is next is looked for: over Nowruz some weeks have no report."""
FOR_EVER = dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Due:
    """A call whose time has come, for a province ('' = headquarters); ``period`` is the ledger's."""

    call: Call
    week: Week
    times: Timetable
    province: str
    at: dt.datetime
    until: dt.datetime
    period: str


@dataclass(frozen=True, slots=True)
class DayDue:
    """The digest of a day, due ``at``; ``late`` when it is to be headed so, ``missed`` when it is too late for it."""

    day: dt.date
    at: dt.datetime
    late: bool
    missed: bool


@dataclass(frozen=True, slots=True)
class Readiness:
    """What stands against a push to a person: nothing, or a reason to wait or to leave it.

    ``coming`` is when something comes this morning that is worth more: the push goes with it.
    """

    reachable: bool
    in_hours: bool
    muted: bool
    answering: bool
    not_before: dt.datetime
    pushed: int
    reserved: int
    coming: dt.datetime | None = None


def list_due(now: dt.datetime, held: HeldCalendar, province: str, calls: Calls) -> list[Due]:
    """Return what is due for a unit now, too late or not, in the order of its time.

    A unit is a province, «HQ» headquarters that reports like one, '' headquarters that reads what came in.
    """
    dues = list_due_in(now, held, held.place_like(place_of(province)), calls)
    return [replace(due, province=province) for due in dues]


def list_due_in(now: dt.datetime, held: HeldCalendar, place: str, calls: Calls) -> list[Due]:
    """Return the same for all units whose weeks are those of a place (`HeldCalendar.place_like`), in its name."""
    week = week_of(day_of(now))
    weeks = [week]
    for _ in range(WEEKS_BACK):
        weeks.insert(0, weeks[0].previous)
    found: list[Due] = []
    for each in weeks:
        times = held.times(each, place)
        if times and now < times.lock + REMEMBERED:
            found += [due for due in _list_of_week(each, held, place, calls) if due.at <= now]
    return sorted(found, key=lambda due: due.at)


def next_due(now: dt.datetime, held: HeldCalendar, place: str, kind: str, calls: Calls) -> dt.datetime | None:
    """Return when a kind of call is next due in a place (`HeldCalendar.place_like`)."""
    for week, _times in weeks_with_report(now, held, place):
        for due in _list_of_week(week, held, place, calls):
            if due.call.kind == kind and due.at > now:
                return due.at
    return None


def weeks_with_report(now: dt.datetime, held: HeldCalendar, place: str) -> Iterator[tuple[Week, Timetable]]:
    """Yield the weeks with a report in a place, from the oldest that may still be open to some weeks ahead."""
    week = week_of(day_of(now))
    for _ in range(WEEKS_BACK):
        week = week.previous
    for _ in range(WEEKS_BACK + WEEKS_AHEAD):
        if times := held.times(week, place):
            yield week, times
        week = week.next


def _list_of_week(week: Week, held: HeldCalendar, place: str, calls: Calls) -> list[Due]:
    """Return the calls of a week in a place; reckoned once for all that are like it, until the calendar changes."""
    kept = held.schedules.get((week, place))
    if kept is None or kept[0] is not calls:
        kept = held.schedules[week, place] = calls, list(_of_week(week, held, place, calls))
    dues: list[Due] = kept[1]
    return dues


def _of_week(week: Week, held: HeldCalendar, place: str, calls: Calls) -> Iterator[Due]:
    """Yield the calls of a week; it is not opened before the week before is locked."""
    times, before = (held.times(each, place) for each in (week, week.previous))
    for call in calls.calls:
        instant: dt.datetime | None = getattr(times, call.at)
        if times is None or instant is None or call.kind in times.off:
            continue
        if call.at == "opens" and before:
            instant = max(instant, before.lock)
        yield Due(call, week, times, place, instant, _until(call, times, instant), _period(call, week, instant))


def _until(call: Call, times: Timetable, instant: dt.datetime) -> dt.datetime:
    if call.until:
        found: dt.datetime = getattr(times, call.until)
        return found
    return instant + call.late if call.late else FOR_EVER


def _period(call: Call, week: Week, instant: dt.datetime) -> str:
    return f"{week.key}/{day_of(instant)}" if call.again else week.key


def newest(dues: Iterable[Due]) -> tuple[list[Due], list[Due]]:
    """Part what is due in a province: of the calls to the same people the newest, and the older ones."""
    live: dict[tuple[frozenset[str], str], Due] = {}
    older: list[Due] = []
    for due in sorted(dues, key=lambda due: due.at):
        group = (
            (due.call.roles, due.call.axes) if due.call.does == "push" else (frozenset({due.call.kind}), due.week.key)
        )
        if group in live:
            older.append(live[group])
        live[group] = due
    return list(live.values()), older


def next_calls(
    now: dt.datetime, times: Timetable, roles: frozenset[str], calls: Calls
) -> tuple[dt.datetime, list[Call]] | None:
    """Return when something is next said about a week to holders of some roles, and the calls of that time."""
    later = [
        (instant, call)
        for call in calls.calls
        if call.does == "push"
        and call.kind not in times.off
        and call.roles & roles
        and (instant := getattr(times, call.at)) is not None
        and instant > now
    ]
    if not later:
        return None
    first = min(instant for instant, _call in later)
    return first, [call for instant, call in later if instant == first]


def list_days_due(
    now: dt.datetime, calendar: Calendar, calls: Calls, hour_of: Callable[[dt.date], dt.time]
) -> list[DayDue]:
    """Return the days whose digest is due at the hour of its day, too late or not, in order: of the last two weeks."""
    today = day_of(now)
    found = []
    for day in (today - DAY * number for number in range(14, -1, -1)):
        instant = at(day, hour_of(day))
        if instant <= now and calendar.is_working(day):
            waited = now - instant
            found.append(DayDue(day, instant, waited >= calls.digest_punctual, waited > calls.digest_late))
    return found


def weigh(now: dt.datetime, until: dt.datetime, ready: Readiness, calls: Calls, *, asked: bool) -> str:
    """Return what becomes of a push now: "send", "wait", or the reason why it is left out.

    ``asked``: the person asked to be reminded now, so neither hours nor the day's limit hold it back.
    """
    if now >= until:
        return "late"
    if not ready.reachable:
        return "unreachable"
    if ready.muted and not asked:
        return "muted"
    if ready.answering:
        return "wait"
    if asked:
        return "send"
    too_early = now < ready.not_before < until
    joins = ready.coming is not None and ready.coming < until
    full = ready.pushed + ready.reserved >= calls.most_a_day
    return "wait" if too_early or joins or full or not ready.in_hours else "send"


def snooze_time(snoozing: Snoozing, now: dt.datetime) -> dt.datetime:
    """Return the instant, a whole minute as it is said, that a choice of «remind me» means when it is tapped now."""
    if snoozing.after is not None or snoozing.at is None:
        return now.replace(second=0, microsecond=0) + (snoozing.after or dt.timedelta(0))
    return at(day_of(now) + DAY * snoozing.days, snoozing.at)


def offer_snoozes(now: dt.datetime, limit: dt.datetime, calendar: Calendar, province: str, calls: Calls) -> list[str]:
    """Return the choices that come in time: later than now, before the limit, on a working day."""
    return [
        snoozing.name
        for snoozing in calls.snoozes
        if now < (instant := snooze_time(snoozing, now)) < limit
        and calendar.is_working(day_of(instant), province)
        and instant >= now + dt.timedelta(minutes=30)
    ]
