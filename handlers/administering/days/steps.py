"""The conversation about official holidays: one is added, or said to be worked after all; confirmed by a tap. Pure."""

from datetime import date, datetime

from bot.administering.edits import AdminFact, Edit, KeepEdits, Part
from bot.administering.parts import day_key
from bot.conversing.flow import Onward, Step
from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.reading.dates import read_date
from bot.language.reading.outcome import Reason
from bot.language.week import week_of
from bot.said import Choice, Said, Text
from handlers.administering.days import screens
from handlers.administering.days.view import DaysState, DaysView
from handlers.administering.ways import Ways

LONGEST = 100
DaysStep = Step[DaysState, AdminFact]
WAYS = Ways("admin_days", "days", screens.show)


def step(view: DaysView, said: Said, _now: datetime) -> DaysStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        return WAYS.begin(view, said) or _step(view, said)
    except UserError as mistake:
        return WAYS.stay(view, mistake.text)


def _step(view: DaysView, said: Said) -> DaysStep:
    match view.state.at, said:
        case "review", Choice():
            return WAYS.review(view, said, "list")
        case _, Choice("day", (day,)) if day in {each.isoformat() for each in view.holidays}:
            return WAYS.to(view, "day", day=day)
        case "list", Choice("new"):
            return WAYS.to(view, "date")
        case "list", Choice("back"):
            return Step(None, onward=Onward("admin"))
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
            return WAYS.to(view, "list")
        case _, Choice():
            return WAYS.stay(view)
        case _:
            return WAYS.stay(view, t("common.use_buttons"))


def _take_date(view: DaysView, text: str) -> DaysStep:
    found = read_date(text, view.this_day)
    if isinstance(found, Reason):
        return WAYS.stay(view, found.text)
    if not found.sure or len(found.days) > 1:
        return Step(view.state, (screens.which(found.days),))
    return _dated(view, found.days[0])


def _dated(view: DaysView, day: date) -> DaysStep:
    if day < week_of(view.this_day).next.saturday:  # a holiday that is known may move a deadline that is running
        raise UserError("admin_days.past")
    if day in view.holidays:
        return WAYS.to(view, "day", note=t("admin_days.known"), day=day.isoformat())
    return WAYS.to(view, "reason", day=day.isoformat())


def _reason(text: str) -> str:
    reason = " ".join(text.split())
    if not reason or reason.startswith("/") or len(reason) > LONGEST:
        raise UserError("admin_plan.too_long", limit=LONGEST)
    return reason


def _keep(view: DaysView, after: Part | None) -> DaysStep:
    edit = Edit(day_key(view.day), view.changed.get(view.day), after)
    return WAYS.anew(view, "review", KeepEdits("days", (edit,)), page=0)
