"""The part of composing that is about time: when it leaves, how often, until when answers are due. Pure."""

from dataclasses import replace
from datetime import datetime

from bot.announcing.draft import ComposeFact, SaveAnnouncement
from bot.conversing.flow import Step
from bot.errors import UserError
from bot.said import Choice, Said, Text
from handlers.announcing import picking, screens
from handlers.announcing.view import AnnounceState, AnnounceView

PLACES = frozenset({"when", "due", "day", "hour"})
REPEATS = ("weekly", "monthly")


def step_in_schedule(view: AnnounceView, said: Said, now: datetime) -> Step[AnnounceState, ComposeFact]:
    """Choose a time of sending or a deadline; raises UserError."""
    state = view.state
    match state.at, said:
        case "when", Choice("now"):
            return _keep(view, now, send_at=None, repeats="")
        case "when", Choice("at"):
            return _to(_once(view), now, "day", moment="send", day="")
        case "when", Choice("repeat", (how,)) if how in REPEATS:
            return _repeat(view, how, now)
        case "due", Choice("none"):
            return _keep(view, now, due_at=None)
        case "due", Choice("at"):
            return _to(view, now, "day", moment="due", day="")
        case "day", Choice("month", (month,)):
            return _to(view, now, "day", day=month)
        case "day" | "hour", Choice("back"):
            return _to(view, now, "when" if state.moment == "send" else "due")
        case "day", Choice("day", (day,)):
            return _to(view, now, "hour", day=day)
        case "day", Text(text=text):
            return _take_day(view, text, now)
        case "hour", Choice("hour", (hour,)):
            return _take_hour(view, hour, now)
        case "hour", Text(text=text):
            return _take_hour(view, picking.hour_meant(text), now)
        case _:
            return Step(state, (screens.show(view, now),))


def _once(view: AnnounceView) -> AnnounceView:
    return view.with_draft(replace(view.draft, repeats=""))


def _repeat(view: AnnounceView, how: str, now: datetime) -> Step[AnnounceState, ComposeFact]:
    if view.draft.matter:
        raise UserError("consult.once")
    if view.draft.urgent:
        raise UserError("announce.urgent_once")
    return _to(view.with_draft(replace(view.draft, repeats=how)), now, "day", moment="send", day="")


def _take_day(view: AnnounceView, text: str, now: datetime) -> Step[AnnounceState, ComposeFact]:
    days = picking.days_meant(text, view.this_day)
    if len(days) == 1:
        return _to(view, now, "hour", day=days[0].isoformat())
    return Step(view.state, (screens.which_day(days),))


def _take_hour(view: AnnounceView, hour: str, now: datetime) -> Step[AnnounceState, ComposeFact]:
    moment = picking.moment_of(view.state.day, hour, now)
    return _keep(view, now, **{f"{view.state.moment}_at": moment})


def _keep(view: AnnounceView, now: datetime, **changes: datetime | str | None) -> Step[AnnounceState, ComposeFact]:
    changed = view.with_draft(replace(view.draft, **changes)).at("card")  # type: ignore[arg-type]
    return Step(changed.state, (screens.show(changed, now),), (SaveAnnouncement(changed.draft),))


def _to(view: AnnounceView, now: datetime, place: str, **changes: str) -> Step[AnnounceState, ComposeFact]:
    there = view.at(place, **changes)
    return Step(there.state, (screens.show(there, now),), (SaveAnnouncement(there.draft),))
