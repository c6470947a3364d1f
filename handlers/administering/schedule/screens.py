"""What the places of the schedule show. Pure."""

import datetime as dt

from bot.administering import week_words
from bot.conversing.screen import Button, Rows
from bot.conversing.widgets import in_rows, marked
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.schedule import DAYS, LINES, clock_of, may_put, place_of
from handlers.administering.schedule.view import ScheduleView

HOURS = ("08:00", "08:30", "09:00", "10:00", "11:00", "11:30", "12:00", "13:00", "13:30", "14:00", "15:00", "16:00")
"""The times that stand on buttons; any other one is typed."""


def table(view: ScheduleView) -> str:
    """Return the whole week, a row for each line, with what is to become another one marked."""
    lines = [t("admin_schedule.title"), t("admin_schedule.from", week=dates.week_label(view.week))]
    for name in LINES:
        moment = week_words.dated(name, view.lines, view.week)
        key = "line" if moment == week_words.dated(name, view.stored, view.week) else "moved"
        lines.append(t(f"admin_schedule.{key}", line=t(f"admin.field.schedule.{name}"), moment=moment))
    if silent := week_words.off(view.lines["off"]):
        lines.append(t("admin_schedule.off", calls=silent))
    lines += [t("admin_schedule.later", week=dates.week_label(week)) for week in view.later]
    return "\n".join([*lines, *(("", view.problem) if view.problem else ())])


def table_rows(view: ScheduleView) -> Rows:
    """Return a button for each line, and the ways to the other places."""
    buttons = (Button(t(f"admin.field.schedule.{name}"), "line", (name,)) for name in LINES)
    calls = Button(t("admin_schedule.button.calls"), "calls")
    preview = () if view.problem else (Button(t("admin_schedule.button.preview"), "preview"),)
    return (*in_rows((*buttons, calls)), (Button(t("admin_schedule.button.weeks"), "weeks"), *preview))


def line(view: ScheduleView) -> str:
    """Return when a line is now, and the question when it is to be."""
    name = view.state.line
    return t(
        "admin_schedule.ask.day" if name in DAYS else "admin_schedule.ask.hour",
        line=t(f"admin.field.schedule.{name}"),
        when=week_words.said(name, view.lines),
        about=t(f"admin_schedule.about.{name}"),
    )


def day_shown(view: ScheduleView) -> int:
    """Return the day that carries the mark: the chosen one, else the line's."""
    return view.state.day if view.state.day >= 0 else place_of(view.lines, view.state.line).days


def line_rows(view: ScheduleView) -> Rows:
    """Return the days and the hours that a line may be at; what holds now carries a mark."""
    name = view.state.line
    place, day = place_of(view.lines, name), day_shown(view)
    days = (
        Button(marked(dates.weekday_name(each % 7), chosen=each == day), "day", (str(each),))
        for each in DAYS.get(name, ())
    )
    hours = (
        Button(marked(dates.hour(time), chosen=time == clock_of(place)), "hour", (time.isoformat("minutes"),))
        for time in map(dt.time.fromisoformat, HOURS)
        if may_put(view.lines, name, day, time)
    )
    return (*in_rows(days), *in_rows(hours, 4))
