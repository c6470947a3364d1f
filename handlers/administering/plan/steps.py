"""The conversation about the year's programme: changed in a draft, seen as a province, published whole. Pure."""

from datetime import datetime

from bot.administering.edits import DropEdits, Edit, KeepEdits, MakeChange, Part
from bot.administering.parts import person_key
from bot.conversing.flow import Onward, Step
from bot.errors import UserError
from bot.language.catalogue import t
from bot.people.rights import OWNERS
from bot.programme.naming import find_province
from bot.programme.provinces import PROVINCES
from bot.said import Choice, Said, Text
from handlers.administering.plan.indicator_steps import INDICATOR_PLACES, step_in_indicator
from handlers.administering.plan.moves import WAYS, PlanStep, anew, keep, stay, to
from handlers.administering.plan.view import AxisOwner, PlanView

LONGEST = {"title": 200, "short": 30}
"""Characters of an axis' title on a card, and of its name on a button."""
CODES = frozenset(province.code for province in PROVINCES)


def step(view: PlanView, said: Said, _now: datetime) -> PlanStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        return WAYS.begin(view, said) or _step(view, said)
    except UserError as mistake:
        return stay(view, mistake.text)


def _step(view: PlanView, said: Said) -> PlanStep:
    match view.state.at, said:
        case "review", _:
            return _review(view, said)
        case "list", _:
            return _in_list(view, said)
        case _ if view.axis is None:
            return to(view, "list")
        case (("preview" | "places"), _):
            return _preview(view, said)
        case place, _ if place in INDICATOR_PLACES:
            return step_in_indicator(view, said)
        case "axis", Choice():
            return _on_axis(view, said)
        case "axis_text", Text(text=text, forwarded=False):
            return _take_text(view, text)
        case "owner", Choice("owner", (place,)) if int(place) < len(view.owners):
            return keep(view, "axis", view.edit("axis", view.state.axis, owner=view.owners[int(place)]))
        case "owner", Choice("holder", (number,)):
            return _hand_to(view, int(number))
        case (("axis_text" | "owner"), Choice("back")):
            return to(view, "axis")
        case _, Choice():
            return stay(view)
        case _:
            return stay(view, t("common.use_buttons"))


def _in_list(view: PlanView, said: Said) -> PlanStep:
    match said:
        case Choice("axis", (code,)) if any(axis.code == code for axis in view.plan.axes):
            return to(view, "axis", axis=code)
        case Choice("undo") if view.newest:
            return Step(None, onward=Onward("admin", {"at": "change", "change": view.newest}))
        case Choice("back"):
            return Step(None, onward=Onward("admin"))
        case Choice():
            return stay(view)
        case _:
            return stay(view, t("common.use_buttons"))


def _on_axis(view: PlanView, said: Choice) -> PlanStep:
    axis, code = view.axis, view.state.axis
    if axis is None:
        return to(view, "list")
    match said:
        case Choice("text", (field,)) if field in LONGEST:
            return to(view, "axis_text", field=field)
        case Choice("owner"):
            return to(view, "owner")
        case Choice("frequency"):
            other = "monthly" if axis.frequency == "weekly" else "weekly"
            asked = [view.edit("indicator", each.code, frequency=other) for each in view.indicators]
            return keep(view, "axis", view.edit("axis", code, frequency=other), *asked)
        case Choice("may_stay"):
            return keep(view, "axis", view.edit("axis", code, may_stay=not axis.may_stay))
        case Choice("active"):
            if not axis.active and not view.indicators:
                raise UserError("admin.axis_asks_nothing", axis=axis.short)
            return keep(view, "axis", view.edit("axis", code, active=not axis.active))
        case Choice("indicator", (indicator,)) if any(each.code == indicator for each in view.indicators):
            return anew(view, "indicator", indicator=indicator)
        case Choice("new"):
            return to(view, "text", indicator="", field="title")
        case Choice("preview") if view.indicators:
            return to(view, "places", page=0)
        case Choice("back"):
            return to(view, "list")
        case _:
            return stay(view)


def _take_text(view: PlanView, text: str) -> PlanStep:
    """Take a title; a slot's name on buttons follows its title where that is short enough."""
    limit, words = LONGEST[view.state.field], " ".join(text.split())
    if not words or words.startswith("/") or len(words) > limit:
        raise UserError("admin_plan.too_long", limit=limit)
    axis = view.axis
    changes = {view.state.field: words}
    if axis and view.state.field == "title" and not axis.active and len(words) <= LONGEST["short"]:
        changes["short"] = words
    return keep(view, "axis", view.edit("axis", view.state.axis, **changes))


def _hand_to(view: PlanView, number: int) -> PlanStep:
    """Let a person of headquarters answer for the axis, or no longer: a change of the roster, confirmed there."""
    holder = next((each for each in view.holders if each.id == number), None)
    if holder is None:
        return stay(view)
    after = holder.part | {"duties": _with_axis(holder, view.state.axis)}
    fact = KeepEdits("people", (Edit(person_key(number), holder.part, after),))
    return Step(None, facts=(fact,), onward=Onward("admin_people", {"at": "review", "person": number}))


def _with_axis(holder: AxisOwner, axis: str) -> list[Part]:
    """Return the duties with the axis in the first of headquarters, or in none where one had it."""
    duties, given = [], axis in holder.axes
    for duty in holder.part["duties"]:
        codes = set(filter(None, duty["axes"].split(";")))
        if duty["role"] in OWNERS:
            codes = codes - {axis} if axis in holder.axes else codes if given else codes | {axis}
            given = True
        duties.append(duty | {"axes": ";".join(sorted(codes))})
    return duties


def _preview(view: PlanView, said: Said) -> PlanStep:
    match said:
        case Choice("province", (code,)) if code in CODES:
            return anew(view, "preview", province=code)
        case Text(text=text) if province := find_province(text):
            return anew(view, "preview", province=province.code)
        case Choice("back") if view.state.at == "preview":
            return to(view, "places", page=0)
        case Choice("back"):
            return to(view, "axis")
        case Choice("look"):
            return stay(view, t("admin_plan.only_preview"))
        case _:
            return stay(view)


def _review(view: PlanView, said: Said) -> PlanStep:
    match said:
        case _ if not view.draft:
            return to(view, "list")
        case Choice("confirm") if not view.problem:
            done = t("admin_plan.published", count=len(view.draft))
            return anew(view, "list", MakeChange("programme", view.draft), note=done)
        case Choice("drop"):
            return anew(view, "list", DropEdits("programme"), note=t("admin.dropped"))
        case Choice("back"):
            return to(view, "axis" if view.axis else "list")
        case Choice():
            return stay(view)
        case _:
            return stay(view, t("common.use_buttons"))
