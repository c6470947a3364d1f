"""The conversation about the schedule: a line is moved, a message switched, all of it confirmed by a tap. Pure."""

import datetime as dt
from dataclasses import replace
from typing import Any

from bot.administering.edits import DropDraft, Edit, KeepDraft, MakeChange, Part
from bot.administering.home.view import AdminState
from bot.administering.schedule import screens
from bot.administering.schedule.view import ScheduleState, ScheduleView
from bot.administering.week_parts import schedule_key
from bot.conversing.flow import Onward, Step
from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.reading.clock import read_clock
from bot.language.week import week_from_key
from bot.programme.schedule import DAYS, LINES, SWITCHES, place_of, put
from bot.said import Choice, Said, Stale, Text

ScheduleStep = Step[ScheduleState]
AFTERNOON = range(1, 5)
"""Hours that nobody means in the morning: «۱» is thirteen."""


def step(view: ScheduleView, said: Said, _now: dt.datetime) -> ScheduleStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        return _step(view, said)
    except UserError as mistake:
        return _stay(view, mistake.text)


def _step(view: ScheduleView, said: Said) -> ScheduleStep:
    match view.state.at, said:
        case _, Choice("enter"):
            return _stay(replace(view, state=replace(view.state, note="")), view.state.note)
        case _, Stale():
            return _stay(view)
        case _, Choice("review") if view.draft:
            return _anew(view, "review", page=0)
        case "review", Choice():
            return _review(view, said)
        case "table", Choice():
            return _in_table(view, said)
        case "line", Choice("day", (day,)) if int(day) in DAYS.get(view.state.line, ()):
            return _to(view, "line", day=int(day))
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
            return _to(view, "table")
        case _, Choice():
            return _stay(view)
        case _:
            return _stay(view, t("admin.use_buttons"))


def _in_table(view: ScheduleView, said: Choice) -> ScheduleStep:
    match said:
        case Choice("line", (line,)) if line in LINES:
            return _to(view, "line", line=line, day=-1)
        case Choice("calls" | "weeks" as place):
            return _to(view, place)
        case Choice("preview") if not view.problem:
            return _anew(view, "preview")
        case Choice("back"):
            return Step(None, onward=Onward("admin", AdminState()))
        case _:
            return _stay(view)


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
        return _to(view, "line", day=day)
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
        return _anew(view, place, DropDraft("schedule"))
    return _anew(view, place, KeepDraft("schedule", (Edit(schedule_key(view.week), view.stored, lines),)))


def _from_week(view: ScheduleView, key: str) -> ScheduleStep:
    """Look at another week; what waits is to hold from it on."""
    if not view.draft:
        return _anew(view, "table", week=key)
    waits, stored = view.draft[0], view.weeks[key]
    moved = {name: (waits.after or {})[name] for name in waits.fields}
    edit = Edit(schedule_key(week_from_key(key)), stored, {**stored, **moved})
    return _anew(view, "table", KeepDraft("schedule", (edit,)), week=key)


def _review(view: ScheduleView, said: Choice) -> ScheduleStep:
    match said:
        case _ if not view.draft:
            return _to(view, "table")
        case Choice("confirm") if not view.problem:
            done = t("admin.done", count=len(view.draft))
            return _anew(view, "table", MakeChange("schedule", view.draft), note=done, week=view.week.key)
        case Choice("drop"):
            return _anew(view, "table", DropDraft("schedule"), note=t("admin.dropped"))
        case Choice("back"):
            return _to(view, "table")
        case _:
            return _stay(view)


def _stay(view: ScheduleView, note: str = "") -> ScheduleStep:
    return Step(view.state, (screens.show(view, note),))


def _to(view: ScheduleView, place: str, **changes: str | int) -> ScheduleStep:
    return _stay(view.at(place, **changes))


def _anew(view: ScheduleView, place: str, *facts: Any, note: str = "", **changes: str | int) -> ScheduleStep:
    """Go to a place for which other things must be loaded."""
    state = replace(view.state, at=place, note=note, **changes)  # type: ignore[arg-type]
    return Step(None, facts=facts, onward=Onward("admin_schedule", state))
