"""The lines of the week that an admin may change: as text, as rules, and what keeps them coherent. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from bot.errors import UserError
from bot.programme.timetable import Rules, seed_rules, span

Lines = Mapping[str, str]
"""The lines by name: «2 09:00» for a day (from Saturday) and a time, «01:30» for a time or a span, kinds with «;»."""

LINES = ("opens", "reminder", "last_reminder", "deadline", "table", "overdue", "lock", "digest")
"""The lines that have a time, in the order of the week."""
DAYS = {"opens": (0, 1, 2, 3), "deadline": (1, 2, 3, 4), "overdue": (7, 8, 9)}
"""The days that a line may be on. The week is named by its Wednesday, so the deadline is at the latest then."""
SWITCHES = ("reminder", "last_reminder", "overdue", "deputy", "owner", "headquarters", "table")
"""The calls that may be off. Without an opening nobody would know of the week; its lock is no message."""
MINUTE = dt.timedelta(minutes=1)
HOUR = 60 * MINUTE
WEEK = dt.timedelta(days=7)
APART = (
    ("opens", "deadline", 24 * HOUR),
    ("reminder", "last_reminder", 30 * MINUTE),
    ("last_reminder", "deadline", 30 * MINUTE),
    ("deadline", "table", 10 * MINUTE),
    ("overdue", "lock", HOUR),
)
"""What comes before what, and how long at least."""


def lines_of(rules: Rules) -> dict[str, str]:
    """Return the lines of rules."""
    return {
        "opens": _day_and_time(*rules.opens),
        "reminder": _time(rules.reminder),
        "last_reminder": _span(rules.last_reminder_before),
        "deadline": _day_and_time(*rules.deadline),
        "table": _span(rules.table_after),
        "overdue": _day_and_time(*rules.overdue),
        "lock": _time(rules.lock[1]),
        "digest": _time(rules.digest),
        "off": ";".join(sorted(rules.off)),
    }


def rules_of_lines(lines: Lines) -> Rules:
    """Return the rules of the week with these lines; what is no line of an admin is as Mehvar ships it."""
    overdue = _read(lines["overdue"])
    return replace(
        seed_rules(),
        opens=_read(lines["opens"]),
        reminder=dt.time.fromisoformat(lines["reminder"]),
        last_reminder_before=span(lines["last_reminder"]),
        deadline=_read(lines["deadline"]),
        table_after=span(lines["table"]),
        overdue=overdue,
        lock=(overdue[0], dt.time.fromisoformat(lines["lock"])),
        digest=dt.time.fromisoformat(lines["digest"]),
        off=frozenset(filter(None, lines["off"].split(";"))),
    )


def place_of(lines: Lines, line: str) -> dt.timedelta:
    """Return when a line is in a week without a day off, from its Saturday's midnight; the digest is of every day."""
    match line:
        case "opens" | "deadline" | "overdue":
            day, time = lines[line].split(" ")
            return dt.timedelta(days=int(day)) + span(time)
        case "reminder":
            return _midnight(lines, "deadline") + span(lines[line])
        case "last_reminder":
            return place_of(lines, "deadline") - span(lines[line])
        case "table":
            return place_of(lines, "deadline") + span(lines[line])
        case "lock":
            return _midnight(lines, "overdue") + span(lines[line])
        case _:
            return span(lines[line])


def clock_of(place: dt.timedelta) -> dt.time:
    """Return the time of day of a place in the week."""
    minutes = place // MINUTE % (24 * 60)
    return dt.time(minutes // 60, minutes % 60)


def put(lines: Lines, line: str, day: int, time: dt.time) -> dict[str, str]:
    """Return the lines with one on another day (where it has its own) and at another time.

    Raises UserError for a time outside the hours of the office, and for one on the wrong side of the deadline.
    """
    rules = seed_rules()
    if not rules.office_from <= time <= rules.office_until:
        raise UserError("admin_schedule.hours", first=rules.office_from.hour, last=rules.office_until.hour)
    new = dict(lines)
    if line in DAYS:
        new[line] = _day_and_time(day, time)
    elif line in ("last_reminder", "table"):
        new[line] = _span(_beside_deadline(lines, line, span(_time(time))))
    elif line == "digest" and time.minute:
        raise UserError("admin_schedule.whole_hour")
    else:
        new[line] = _time(time)
    return new


def may_put(lines: Lines, line: str, day: int, time: dt.time) -> bool:
    """Return whether a line may be put there."""
    try:
        put(lines, line, day, time)
    except UserError:
        return False
    return True


def check_lines(lines: Lines) -> None:
    """Refuse lines of a week that would not follow one another; raises UserError."""
    rules = seed_rules()
    for first, second, least in APART:
        if place_of(lines, second) - place_of(lines, first) < least:
            raise UserError(f"admin_schedule.apart.{first}")
    for line in LINES:
        if not rules.office_from <= clock_of(place_of(lines, line)) <= rules.office_until:
            raise UserError("admin_schedule.hours", first=rules.office_from.hour, last=rules.office_until.hour)
    if any(int(lines[line].split(" ")[0]) not in days for line, days in DAYS.items()):
        raise UserError("admin_schedule.day")


def check_neighbours(before: Lines, after: Lines) -> None:
    """Refuse a week that would open before the one before it is locked; raises UserError."""
    if place_of(after, "opens") + WEEK < place_of(before, "lock"):
        raise UserError("admin_schedule.apart.lock")


def _beside_deadline(lines: Lines, line: str, time: dt.timedelta) -> dt.timedelta:
    """Return how long before or after the deadline a time of its day is."""
    deadline = place_of(lines, "deadline") - _midnight(lines, "deadline")
    length = deadline - time if line == "last_reminder" else time - deadline
    if length <= dt.timedelta(0):
        raise UserError(f"admin_schedule.apart.{'last_reminder' if line == 'last_reminder' else 'deadline'}")
    return length


def _midnight(lines: Lines, line: str) -> dt.timedelta:
    return dt.timedelta(days=int(lines[line].split(" ")[0]))


def _read(text: str) -> tuple[int, dt.time]:
    day, time = text.split(" ")
    return int(day), dt.time.fromisoformat(time)


def _day_and_time(day: int, time: dt.time) -> str:
    return f"{day} {_time(time)}"


def _time(time: dt.time) -> str:
    return time.isoformat("minutes")


def _span(length: dt.timedelta) -> str:
    minutes = length // MINUTE
    return f"{minutes // 60:02}:{minutes % 60:02}"
