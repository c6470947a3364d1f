"""The conversation about the schedule: a line is moved, a message switched, all of it confirmed by a tap. Pure."""

import datetime as dt

from bot.administering.edits import AdminFact, DropEdits, Edit, KeepEdits, Part
from bot.administering.week_parts import schedule_key
from bot.conversing.flow import Onward, Step
from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.reading.clock import read_clock
from bot.language.week import week_from_key
from bot.programme.schedule import DAYS, LINES, SWITCHES, place_of, put
from bot.said import Choice, Said, Text
from handlers.administering.schedule import screens
from handlers.administering.schedule.view import ScheduleState, ScheduleView
from handlers.administering.ways import Ways

ScheduleStep = Step[ScheduleState, AdminFact]
WAYS = Ways("admin_schedule", "schedule", screens.show)
AFTERNOON = range(1, 5)
"""Hours that nobody means in the morning: «۱» is thirteen."""


def step(view: ScheduleView, said: Said, _now: dt.datetime) -> ScheduleStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        return WAYS.begin(view, said) or _step(view, said)
    except UserError as mistake:
        return WAYS.stay(view, mistake.text)


def _step(view: ScheduleView, said: Said) -> ScheduleStep:
    match view.state.at, said:
        case "review", Choice():
            return WAYS.review(view, said, "table", week=view.week.key)
        case "table", Choice():
            return _in_table(view, said)
        case "line", Choice("day", (day,)) if int(day) in DAYS.get(view.state.line, ()):
            return WAYS.to(view, "line", day=int(day))
        case "line", Choice("hour", (hour,)):
            return _move(view, view.state.day, dt.time.fromisoformat(hour))
        case "line", Text(text=text, forwarded=False) if not text.startswith("/"):
            return _read(view, text)
        case "calls", Choice("switch", (kind,)) if kind in SWITCHES:
            silent = set(filter(None, view.lines["off"].split(";"))) ^ {kind}
            return _keep(view, "calls", {**view.lines, "off": ";".join(sorted(silent))})
        case "weeks", Choice("week", (key,)) if key in view.weeks:
            return _from_week(view, key)
        case _, Choice("back"):
            return WAYS.to(view, "table")
        case _, Choice():
            return WAYS.stay(view)
        case _:
            return WAYS.stay(view, t("common.use_buttons"))


def _in_table(view: ScheduleView, said: Choice) -> ScheduleStep:
    match said:
        case Choice("line", (line,)) if line in LINES:
            return WAYS.to(view, "line", line=line, day=-1)
        case Choice("calls" | "weeks" as place):
            return WAYS.to(view, place)
        case Choice("preview") if not view.problem:
            return WAYS.anew(view, "preview")
        case Choice("back"):
            return Step(None, onward=Onward("admin"))
        case _:
            return WAYS.stay(view)


def _read(view: ScheduleView, text: str) -> ScheduleStep:
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
        return WAYS.to(view, "line", day=day)
    if found.time is None:
        raise UserError("admin_schedule.no_hour")
    time = found.time.replace(hour=found.time.hour + 12) if found.time.hour in AFTERNOON else found.time
    return _move(view, view.state.day if day is None else day, time)


def _move(view: ScheduleView, day: int, time: dt.time) -> ScheduleStep:
    line = view.state.line
    where = day if day >= 0 else place_of(view.lines, line).days
    return _keep(view, "table", put(view.lines, line, where, time))


def _keep(view: ScheduleView, place: str, lines: Part) -> ScheduleStep:
    """Let the changed week wait for its tap; nothing waits where it is again as it stands."""
    if lines == view.stored:
        return WAYS.anew(view, place, DropEdits("schedule"))
    return WAYS.anew(view, place, KeepEdits("schedule", (Edit(schedule_key(view.week), view.stored, lines),)))


def _from_week(view: ScheduleView, key: str) -> ScheduleStep:
    """Look at another week; what waits is to hold from it on."""
    if not view.draft:
        return WAYS.anew(view, "table", week=key)
    waits, stored = view.draft[0], view.weeks[key]
    moved = {name: (waits.after or {})[name] for name in waits.fields}
    edit = Edit(schedule_key(week_from_key(key)), stored, {**stored, **moved})
    return WAYS.anew(view, "table", KeepEdits("schedule", (edit,)), week=key)
