"""The screens about the schedule. Pure."""

import datetime as dt
from collections.abc import Iterator

from bot.administering import week_words
from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import in_rows, noted
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.schedule import DAYS, LINES, SWITCHES, clock_of, may_put, place_of
from handlers.administering import edit_screens
from handlers.administering.schedule.view import ScheduleView
from handlers.administering.ways import back_row
from handlers.administering.week_screens import choose_week

HOURS = ("08:00", "08:30", "09:00", "10:00", "11:00", "11:30", "12:00", "13:00", "13:30", "14:00", "15:00", "16:00")
"""The times that stand on buttons; any other one is typed."""


def show(view: ScheduleView, note: str = "") -> Screen:
    """Return the screen of where it stands."""
    match view.state.at:
        case "review" if view.draft:
            return edit_screens.review(view.draft, view.names, view.state.page, view.problem, note)
        case "line" if view.state.line in LINES:
            return _line(view, view.state.line, note)
        case "calls":
            return _calls(view, note)
        case "weeks":
            return choose_week(view.first, note)
        case "preview" if view.preview:
            return Screen(noted(note, "\n".join((t("admin_schedule.preview"), *view.preview))), back_row())
        case _:
            return _table(view, note)


def _table(view: ScheduleView, note: str) -> Screen:
    """Return the whole week, a row for each line, with what is to become another one marked."""
    lines = [t("admin_schedule.title"), t("admin_schedule.from", week=dates.week_label(view.week))]
    lines += _rows(view)
    silent = week_words.off(view.lines["off"])
    if silent:
        lines.append(t("admin_schedule.off", calls=silent))
    lines += [t("admin_schedule.later", week=dates.week_label(week)) for week in view.later]
    if view.problem:
        lines += ["", view.problem]
    buttons = (Button(t(f"admin.field.schedule.{line}"), "line", (line,)) for line in LINES)
    calls = Button(t("admin_schedule.button.calls"), "calls")
    preview = () if view.problem else (Button(t("admin_schedule.button.preview"), "preview"),)
    rows: Rows = (
        *in_rows((*buttons, calls), 2),
        (Button(t("admin_schedule.button.weeks"), "weeks"), *preview),
        *((((Button(t("admin.button.waiting", count=len(view.draft)), "review"),),)) if view.draft else ()),
        *back_row(),
    )
    return Screen(noted(note, "\n".join(lines)), rows)


def _rows(view: ScheduleView) -> Iterator[str]:
    for line in LINES:
        moment = week_words.dated(line, view.lines, view.week)
        key = "line" if moment == week_words.dated(line, view.stored, view.week) else "moved"
        yield t(f"admin_schedule.{key}", line=t(f"admin.field.schedule.{line}"), moment=moment)


def _line(view: ScheduleView, line: str, note: str) -> Screen:
    """Return the days and the hours that a line may be at; what holds now carries a mark."""
    place = place_of(view.lines, line)
    chosen = view.state.day if view.state.day >= 0 else place.days
    days = (
        Button(_marked(dates.weekday_name(day % 7), day == chosen), "day", (str(day),)) for day in DAYS.get(line, ())
    )
    hours = (
        Button(_marked(dates.hour(time), time == clock_of(place)), "hour", (time.isoformat("minutes"),))
        for time in map(dt.time.fromisoformat, HOURS)
        if may_put(view.lines, line, chosen, time)
    )
    text = t(
        "admin_schedule.ask.day" if line in DAYS else "admin_schedule.ask.hour",
        line=t(f"admin.field.schedule.{line}"),
        when=week_words.said(line, view.lines),
        about=t(f"admin_schedule.about.{line}"),
    )
    return Screen(noted(note, text), (*in_rows(days, 2), *in_rows(hours, 4), *back_row()))


def _calls(view: ScheduleView, note: str) -> Screen:
    silent = view.lines["off"].split(";")
    buttons = tuple(
        (Button(_marked(t(f"admin_schedule.call.{kind}"), kind not in silent), "switch", (kind,)),) for kind in SWITCHES
    )
    return Screen(noted(note, t("admin_schedule.ask.calls")), (*buttons, *back_row()))


def _marked(label: str, chosen: bool) -> str:  # noqa: FBT001 - a mark is there or not
    return t("admin_schedule.chosen", label=label) if chosen else label
