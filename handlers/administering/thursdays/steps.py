"""The conversation about Thursdays: provinces are switched, all of them confirmed by a tap. Pure."""

from datetime import datetime
from typing import Any

from bot.administering.edits import AdminFact, DropEdits, Edit, KeepEdits
from bot.administering.week_parts import thursdays_key
from bot.conversing.flow import Onward, Step
from bot.language.catalogue import t
from bot.language.week import week_from_key
from bot.programme.naming import find_province
from bot.said import Choice, Said, Text
from handlers.administering.thursdays import screens
from handlers.administering.thursdays.view import ThursdaysState, ThursdaysView
from handlers.administering.ways import Ways

ThursdaysStep = Step[ThursdaysState, AdminFact]
WAYS = Ways("admin_thursdays", "thursdays", screens.show)


def step(view: ThursdaysView, said: Said, _now: datetime) -> ThursdaysStep:
    """Take one step."""
    return WAYS.begin(view, said) or _step(view, said)


def _step(view: ThursdaysView, said: Said) -> ThursdaysStep:
    match view.state.at, said:
        case "review", Choice():
            return WAYS.review(view, said, "list", week=view.week.key)
        case "list", Choice("toggle", (code,)) if code in view.stored[view.week.key]:
            return _toggle(view, code)
        case "list", Text(text=text, forwarded=False) if province := find_province(text):
            return _toggle(view, province.code)
        case "list", Choice("weeks"):
            return WAYS.stay(view.at("weeks"))
        case "list", Choice("back"):
            return Step(None, onward=Onward("admin"))
        case "weeks", Choice("week", (key,)) if key in view.stored:
            facts = _keep(view, key, view.worked(key)) if view.draft else ()
            return WAYS.anew(view, "list", *facts, week=key)
        case _, Choice("back"):
            return WAYS.stay(view.at("list", page=0))
        case _, Choice():
            return WAYS.stay(view)
        case _:
            return WAYS.stay(view, t("admin_thursdays.use_buttons"))


def _toggle(view: ThursdaysView, code: str) -> ThursdaysStep:
    worked = view.worked(view.week.key)
    return WAYS.anew(view, "list", *_keep(view, view.week.key, {**worked, code: not worked[code]}))


def _keep(view: ThursdaysView, key: str, worked: dict[str, bool]) -> tuple[Any, ...]:
    """Let what differs from a week as it stands wait for its tap."""
    week = week_from_key(key)
    edits = tuple(
        Edit(thursdays_key(code, week), {"worked": stored}, {"worked": worked[code]})
        for code, stored in view.stored[key].items()
        if stored != worked[code]
    )
    return (KeepEdits("thursdays", edits),) if edits else (DropEdits("thursdays"),)
