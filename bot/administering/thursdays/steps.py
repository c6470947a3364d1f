"""The conversation about Thursdays: provinces are switched, all of them confirmed by a tap. Pure."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.administering.edits import DropDraft, Edit, KeepDraft, MakeChange
from bot.administering.home.view import AdminState
from bot.administering.thursdays import screens
from bot.administering.thursdays.view import ThursdaysState, ThursdaysView
from bot.administering.week_parts import thursdays_key
from bot.conversing.flow import Onward, Step
from bot.language.catalogue import t
from bot.language.week import week_from_key
from bot.programme.naming import find_province
from bot.said import Choice, Said, Stale, Text

ThursdaysStep = Step[ThursdaysState]


def step(view: ThursdaysView, said: Said, _now: datetime) -> ThursdaysStep:
    """Take one step."""
    match view.state.at, said:
        case _, Choice("enter"):
            return _stay(replace(view, state=replace(view.state, note="")), view.state.note)
        case _, Stale():
            return _stay(view)
        case _, Choice("page", (page,)) if page.isdecimal():
            return _stay(view.at(view.state.at, page=int(page)))
        case _, Choice("review") if view.draft:
            return _anew(view, "review", page=0)
        case "review", Choice():
            return _review(view, said)
        case "list", Choice("toggle", (code,)) if code in view.stored[view.week.key]:
            return _toggle(view, code)
        case "list", Text(text=text, forwarded=False) if province := find_province(text):
            return _toggle(view, province.code)
        case "list", Choice("weeks"):
            return _stay(view.at("weeks"))
        case "list", Choice("back"):
            return Step(None, onward=Onward("admin", AdminState()))
        case "weeks", Choice("week", (key,)) if key in view.stored:
            facts = _keep(view, key, view.worked(key)) if view.draft else ()
            return _anew(view, "list", *facts, week=key)
        case _, Choice("back"):
            return _stay(view.at("list", page=0))
        case _, Choice():
            return _stay(view)
        case _:
            return _stay(view, t("admin_thursdays.use_buttons"))


def _toggle(view: ThursdaysView, code: str) -> ThursdaysStep:
    worked = view.worked(view.week.key)
    return _anew(view, "list", *_keep(view, view.week.key, {**worked, code: not worked[code]}))


def _keep(view: ThursdaysView, key: str, worked: dict[str, bool]) -> tuple[Any, ...]:
    """Let what differs from a week as it stands wait for its tap."""
    week = week_from_key(key)
    edits = tuple(
        Edit(thursdays_key(code, week), {"worked": stored}, {"worked": worked[code]})
        for code, stored in view.stored[key].items()
        if stored != worked[code]
    )
    return (KeepDraft("thursdays", edits),) if edits else (DropDraft("thursdays"),)


def _review(view: ThursdaysView, said: Choice) -> ThursdaysStep:
    match said:
        case _ if not view.draft:
            return _stay(view.at("list", page=0))
        case Choice("confirm") if not view.problem:
            done = t("admin.done", count=len(view.draft))
            return _anew(view, "list", MakeChange("thursdays", view.draft), note=done, page=0, week=view.week.key)
        case Choice("drop"):
            return _anew(view, "list", DropDraft("thursdays"), note=t("admin.dropped"), page=0)
        case Choice("back"):
            return _stay(view.at("list", page=0))
        case _:
            return _stay(view)


def _stay(view: ThursdaysView, note: str = "") -> ThursdaysStep:
    return Step(view.state, (screens.show(view, note),))


def _anew(view: ThursdaysView, place: str, *facts: Any, note: str = "", **changes: str | int) -> ThursdaysStep:
    """Go to a place for which other things must be loaded."""
    state = replace(view.state, at=place, note=note, **changes)  # type: ignore[arg-type]
    return Step(None, facts=facts, onward=Onward("admin_thursdays", state))
