"""The places of official holidays: one is added, or said to be worked after all; confirmed by a tap. Pure."""

from datetime import date

from bot.administering.editable import day_key
from bot.administering.edits import AdminFact, Edit, Part
from bot.conversing.answers import FreeText, OneOf
from bot.conversing.day_answers import read_days, which_day
from bot.conversing.form import Instead
from bot.conversing.screen import Button
from bot.errors import UserError
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import week_of
from bot.said import Choice
from handlers.administering.days.view import DaysState, DaysView
from handlers.administering.room import Go, Room, RoomPlace, go, hears, leads, look_over, typed

ROWS = 4
"""Rows of days on a page of the list, two in each."""


def _listed(view: DaysView) -> str:
    lines, first = [t("admin_days.list.title")], view.state.page * ROWS * 2
    for day in sorted(view.holidays)[first : first + ROWS * 2]:
        key = "added" if day in view.changed else "day"
        lines.append(t(f"admin_days.list.{key}", day=dates.date(day), reason=view.holidays[day]))
    worked = sorted(day for day, part in view.changed.items() if part["worked"] and day >= view.this_day)
    return "\n".join([*lines, *(t("admin_days.list.worked", day=dates.date(day)) for day in worked)])


def _read(view: DaysView, text: str) -> str | Instead:
    found = read_days(text, view.this_day)
    return found.days[0].isoformat() if found.sure else which_day(found.days, "sure", reason=found.reason)


def _dated(view: DaysView, chosen: str) -> Go[AdminFact]:
    day = date.fromisoformat(chosen)
    if day < week_of(view.this_day).next.saturday:  # a holiday that is known may move a deadline that is running
        raise UserError("admin_days.past")
    if day in view.holidays:
        return go("day", note=t("admin_days.known"), day=chosen)
    return go("reason", day=chosen)


def _on_day(view: DaysView, said: Choice) -> Go[AdminFact] | None:
    match said:
        case Choice("work"):
            return _keep(view, {"reason": view.holidays[view.day], "worked": True})
        case Choice("forget") if view.day in view.changed:
            return _keep(view, None)
    return None


def _keep(view: DaysView, after: Part | None) -> Go[AdminFact]:
    return look_over(Edit(day_key(view.day), view.changed.get(view.day), after))


def _button(name: str) -> Button:
    return Button(t(f"admin_days.button.{name}"), name)


ROOM: Room[DaysState, DaysView, AdminFact] = Room(
    "admin_days",
    "days",
    {
        "list": RoomPlace(
            _listed,
            OneOf(lambda view: [(dates.day_and_month(day), day.isoformat()) for day in sorted(view.holidays)], 2),
            lambda _view, day: go("day", day=day),
            rows=lambda _view: ((_button("new"),),),
            tap=leads(new=go("date")),
            called="day",
            a_page=ROWS,
            waits=True,
        ),
        "date": RoomPlace(
            lambda _view: t("admin_days.ask.date"), typed(_read), _dated, back=go("list"), tap=hears("sure", _dated)
        ),
        "reason": RoomPlace(
            lambda view: t("admin_days.ask.reason", day=dates.date(view.day)),
            FreeText(100),
            lambda view, reason: _keep(view, {"reason": reason, "worked": False}),
            back=go("list"),
        ),
        "day": RoomPlace(
            lambda view: t("admin_days.list.day", day=dates.date(view.day), reason=view.holidays[view.day]),
            rows=lambda view: ((_button("forget" if view.day in view.changed else "work"),),),
            tap=_on_day,
            back=go("list"),
            stands=lambda view: view.day in view.holidays,
        ),
    },
    lambda _view, _end: go("list", page=0),
)
