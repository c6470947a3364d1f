"""The places of the schedule: a line is moved, a message switched, all of it confirmed by a tap. Pure."""

import datetime as dt

from bot.administering.editable_weeks import schedule_key
from bot.administering.edits import AdminFact, Edit, Part
from bot.conversing.answers import FreeText, OneOf
from bot.conversing.widgets import marked
from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.reading.clock import read_clock
from bot.language.week import week_from_key
from bot.programme.schedule import DAYS, LINES, SWITCHES, place_of, put
from bot.said import Choice
from handlers.administering.room import Go, Room, RoomPlace, go, keep
from handlers.administering.schedule import screens
from handlers.administering.schedule.view import ScheduleState, ScheduleView
from handlers.administering.weeks import place_of_weeks

AFTERNOON = range(1, 5)
"""Hours that nobody means in the morning: «۱» is thirteen."""


def _in_table(view: ScheduleView, said: Choice) -> Go[AdminFact] | None:
    match said:
        case Choice("line", (line,)) if line in LINES:
            return go("line", line=line, day=-1)
        case Choice("calls" | "weeks" as place):
            return go(place)
        case Choice("preview") if not view.problem:
            return go("preview")
    return None


def _on_line(view: ScheduleView, said: Choice) -> Go[AdminFact] | None:
    match said:
        case Choice("day", (day,)) if int(day) in DAYS.get(view.state.line, ()):
            return go("line", day=int(day))
        case Choice("hour", (hour,)):
            return _move(view, view.state.day, dt.time.fromisoformat(hour))
    return None


def _read(view: ScheduleView, text: str) -> Go[AdminFact]:
    """Take a typed day and time; a day alone asks for the time."""
    found, line = read_clock(text), view.state.line
    day = found.day
    if day is not None:
        days = [each for each in DAYS.get(line, ()) if each % 7 == day]
        if line in DAYS and not days:
            raise UserError("admin_schedule.day")
        if line not in DAYS and day != place_of(view.lines, line).days % 7:
            raise UserError("admin_schedule.no_day", line=t(f"admin.field.schedule.{line}"))
        day = days[0] if days else -1
    if found.time is None and day is not None and day >= 0:
        if day == screens.day_shown(view):
            raise UserError("admin_schedule.same_day")
        return go("line", day=day)
    if found.time is None:
        raise UserError("admin_schedule.no_hour")
    later = found.time.hour in AFTERNOON and not found.part
    time = found.time.replace(hour=found.time.hour + 12) if later else found.time
    return _move(view, view.state.day if day is None else day, time)


def _move(view: ScheduleView, day: int, time: dt.time) -> Go[AdminFact]:
    line = view.state.line
    where = day if day >= 0 else place_of(view.lines, line).days
    return _keep(view, "table", put(view.lines, line, where, time))


def _switch(view: ScheduleView, kind: str) -> Go[AdminFact]:
    silent = set(filter(None, view.lines["off"].split(";"))) ^ {kind}
    return _keep(view, "calls", {**view.lines, "off": ";".join(sorted(silent))})


def _keep(view: ScheduleView, place: str, lines: Part) -> Go[AdminFact]:
    """Let the changed week wait for its tap; nothing waits where it is again as it stands."""
    edit = Edit(schedule_key(view.week), view.stored, lines)
    return keep(place, *([edit] if edit.fields else []))


def _from_week(view: ScheduleView, key: str) -> Go[AdminFact]:
    """Look at another week; what waits is to hold from it on."""
    if not view.draft:
        return go("table", week=key)
    waits, stored = view.draft[0], view.weeks[key]
    moved = {name: (waits.after or {})[name] for name in waits.fields}
    return keep("table", Edit(schedule_key(week_from_key(key)), stored, {**stored, **moved}), week=key)


def _call(view: ScheduleView, kind: str) -> tuple[str, str]:
    return marked(t(f"admin_schedule.call.{kind}"), chosen=kind not in view.lines["off"].split(";")), kind


ROOM: Room[ScheduleState, ScheduleView, AdminFact] = Room(
    "admin_schedule",
    "schedule",
    {
        "table": RoomPlace(screens.table, rows=screens.table_rows, tap=_in_table, waits=True),
        "line": RoomPlace(
            screens.line,
            FreeText(200),
            _read,
            go("table"),
            screens.line_rows,
            _on_line,
            stands=lambda view: view.state.line in LINES,
        ),
        "calls": RoomPlace(
            lambda _view: t("admin_schedule.ask.calls"),
            OneOf(lambda view: [_call(view, kind) for kind in SWITCHES]),
            _switch,
            go("table"),
            called="switch",
        ),
        "weeks": place_of_weeks(lambda view: view.first, _from_week, "table"),
        "preview": RoomPlace(
            lambda view: "\n".join((t("admin_schedule.preview"), *view.preview)),
            back=go("table"),
            stands=lambda view: view.preview,
        ),
    },
    lambda view, _end: go("table", week=view.week.key),
)
