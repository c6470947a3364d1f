"""What a closure moves: openings, reminders, deadlines and locks, before and after. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.language.week import Week, week_of
from bot.programme.calendar import Calendar, Closure
from bot.programme.timetable import Rules, timetable

TIMES = ("opens", "reminder", "last_reminder", "deadline", "table", "overdue", "lock")
OF_HEADQUARTERS = frozenset({"table"})
"""The times that headquarters alone has anything of."""


@dataclass(frozen=True, slots=True)
class TimeMove:
    """A time of a week that becomes another one; None: there is none."""

    what: str
    before: datetime | None
    after: datetime | None


@dataclass(frozen=True, slots=True)
class Shift:
    """What moves in a week, the same for some provinces ('' = headquarters)."""

    week: Week
    moves: tuple[TimeMove, ...]
    provinces: tuple[str, ...]


def with_closure(calendar: Calendar, closure: Closure) -> Calendar:
    """Return a calendar with one closure more."""
    return replace(calendar, closures=(*calendar.closures, closure))


def without_closure(calendar: Calendar, closure: Closure) -> Calendar:
    """Return a calendar without a closure of a day and of some provinces."""
    key = (closure.day, closure.provinces)
    return replace(calendar, closures=tuple(each for each in calendar.closures if (each.day, each.provinces) != key))


def list_shifts(
    now: datetime,
    rules_of: Callable[[Week], Rules],
    change: tuple[Calendar, Calendar],
    day: date,
    provinces: Iterable[str],
) -> tuple[Shift, ...]:
    """Return what the change from one calendar to another moves around a day, as far as it is not over yet."""
    week = week_of(day)
    found: dict[tuple[Week, tuple[TimeMove, ...]], list[str]] = {}
    for each in (week.previous.previous, week.previous, week, week.next):
        for province in provinces:
            moves = tuple(move for move in _moves(each, rules_of(each), change, province) if _is_to_come(move, now))
            if moves:
                found.setdefault((each, moves), []).append(province)
    return tuple(Shift(each, moves, tuple(codes)) for (each, moves), codes in found.items())


def _moves(week: Week, rules: Rules, change: tuple[Calendar, Calendar], province: str) -> list[TimeMove]:
    before, after = (timetable(week, rules, calendar, province) for calendar in change)
    names = [name for name in TIMES if (name in OF_HEADQUARTERS) == (not province)]
    moves = [TimeMove(name, getattr(before, name, None), getattr(after, name, None)) for name in names]
    return [move for move in moves if move.before != move.after]


def _is_to_come(move: TimeMove, now: datetime) -> bool:
    return any(instant is not None and instant > now for instant in (move.before, move.after))
