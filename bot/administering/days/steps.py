"""The conversation about official holidays: one is added, or said to be worked after all; confirmed by a tap. Pure."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.administering.days import screens
from bot.administering.days.view import DaysState, DaysView
from bot.administering.edits import DropDraft, Edit, KeepDraft, MakeChange, Part
from bot.administering.home.view import AdminState
from bot.administering.parts import day_key
from bot.conversing.flow import Onward, Step
from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.reading.dates import read_date
from bot.language.reading.outcome import Reason
from bot.language.week import week_of
from bot.said import Choice, Said, Text

LONGEST = 100
DaysStep = Step[DaysState]


def step(view: DaysView, said: Said, _now: datetime) -> DaysStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        return _step(view, said)
    except UserError as mistake:
        return _stay(view, mistake.text)


def _step(view: DaysView, said: Said) -> DaysStep:
    match view.state.at, said:
        case _, Choice("enter"):
            return _stay(replace(view, state=replace(view.state, note="")), view.state.note)
        case _, Choice("page", (page,)) if page.isdecimal():
            return _to(view, view.state.at, page=int(page))
        case _, Choice("review") if view.draft:
            return _anew(view, "review", page=0)
        case "review", Choice():
            return _review(view, said)
        case _, Choice("day", (day,)) if day in {each.isoformat() for each in view.holidays}:
            return _to(view, "day", day=day)
        case "list", Choice("new"):
            return _to(view, "date")
        case "list", Choice("back"):
            return Step(None, onward=Onward("admin", AdminState()))
        case "date", Text(text=text, forwarded=False):
            return _take_date(view, text)
        case "date", Choice("sure", (day,)):
            return _dated(view, date.fromisoformat(day))
        case "reason", Text(text=text, forwarded=False):
            return _keep(view, {"reason": _reason(text), "worked": False})
        case "day", Choice("work"):
            return _keep(view, {"reason": view.holidays.get(view.day, ""), "worked": True})
        case "day", Choice("forget") if view.day in view.changed:
            return _keep(view, None)
        case _, Choice("back"):
            return _to(view, "list")
        case _, Choice():
            return _stay(view)
        case _:
            return _stay(view, t("admin.use_buttons"))


def _take_date(view: DaysView, text: str) -> DaysStep:
    found = read_date(text, view.this_day)
    if isinstance(found, Reason):
        return _stay(view, found.text)
    if not found.sure or len(found.days) > 1:
        return Step(view.state, (screens.which(found.days),))
    return _dated(view, found.days[0])


def _dated(view: DaysView, day: date) -> DaysStep:
    if day < week_of(view.this_day).next.saturday:  # a holiday that is known may move a deadline that is running
        raise UserError("admin_days.past")
    if day in view.holidays:
        return _to(view, "day", note=t("admin_days.known"), day=day.isoformat())
    return _to(view, "reason", day=day.isoformat())


def _reason(text: str) -> str:
    reason = " ".join(text.split())
    if not reason or reason.startswith("/") or len(reason) > LONGEST:
        raise UserError("admin_plan.too_long", limit=LONGEST)
    return reason


def _keep(view: DaysView, after: Part | None) -> DaysStep:
    edit = Edit(day_key(view.day), view.changed.get(view.day), after)
    return _anew(view, "review", KeepDraft("days", (edit,)), page=0)


def _review(view: DaysView, said: Choice) -> DaysStep:
    match said:
        case _ if not view.draft:
            return _to(view, "list")
        case Choice("confirm") if not view.problem:
            done = t("admin.done", count=len(view.draft))
            return _anew(view, "list", MakeChange("days", view.draft), note=done)
        case Choice("drop"):
            return _anew(view, "list", DropDraft("days"), note=t("admin.dropped"))
        case Choice("back"):
            return _to(view, "list")
        case _:
            return _stay(view)


def _stay(view: DaysView, note: str = "") -> DaysStep:
    return Step(view.state, (screens.show(view, note),))


def _to(view: DaysView, place: str, note: str = "", **changes: str | int) -> DaysStep:
    return _stay(view.at(place, **changes), note)


def _anew(view: DaysView, place: str, *facts: Any, note: str = "", **changes: str | int) -> DaysStep:
    state = replace(view.state, at=place, note=note, **changes)  # type: ignore[arg-type]
    return Step(None, facts=facts, onward=Onward("admin_days", state))
