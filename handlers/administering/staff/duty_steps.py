"""The part about duties: a role, its province, its axes; what is given or taken waits for a tap. Pure."""

from typing import Any

from bot.administering.edits import AdminFact, Edit, KeepEdits, Part
from bot.administering.parts import person_key
from bot.conversing.flow import Onward, Step
from bot.language.catalogue import t
from bot.people.rights import WITH_AXES
from bot.people.roles import HQ_ROLES, ROLES
from bot.programme.naming import find_province
from bot.programme.provinces import PROVINCES
from bot.said import Choice, Said, Text
from handlers.administering.staff import screens
from handlers.administering.staff.view import StaffState, StaffView

DUTY_PLACES = frozenset({"duties", "duty", "role", "place", "axes"})
CODES = frozenset(province.code for province in PROVINCES)


def step_in_duties(view: StaffView, said: Said) -> Step[StaffState, AdminFact]:
    """Choose a duty, or what a new one is; raises UserError."""
    match view.state.at, said:
        case "duties", Choice("duty", (number,)) if int(number) < len(duties_of(view)):
            duty = duties_of(view)[int(number)]
            return _to(view, "duty", duty=_name_of(duty), axes=duty["axes"])
        case "duties", Choice("new"):
            return _to(view, "role", duty="", axes="")
        case "duties", Choice("back"):
            return _to(view, "card")
        case "duty", Choice("axes") if view.state.duty.partition(" ")[0] in WITH_AXES:
            return _to(view, "axes", page=0)
        case "duty", Choice("take"):
            return _keep(view, [duty for duty in duties_of(view) if _name_of(duty) != view.state.duty])
        case "role", Choice("role", (role,)) if role in HQ_ROLES:
            return _to(view, "axes", duty=role, page=0) if role in WITH_AXES else _give(view, role, "", "")
        case "role", Choice("role", (role,)) if role in ROLES:
            return _to(view, "place", duty=role, page=0)
        case "place", Choice("province", (code,)) if code in CODES:
            return _placed(view, code)
        case "place", Text(text=text) if province := find_province(text):
            return _placed(view, province.code)
        case "axes", Choice("toggle", (code,)) if code in view.axes:
            return _to(view, "axes", axes=_toggled(view.state.axes, code))
        case "axes", Choice("given"):
            role, _, code = view.state.duty.partition(" ")
            return _give(view, role, code, view.state.axes)
        case _, Choice("back"):
            return _to(view, "duties" if duties_of(view) else "card")
        case _, Choice():
            return _to(view, view.state.at)
        case _:
            return _to(view, view.state.at, t("common.use_buttons"))


def duties_of(view: StaffView) -> list[Part]:
    """Return the duties of the person who is looked at."""
    return list(view.part["duties"]) if view.part else []


def _placed(view: StaffView, province: str) -> Step[StaffState, AdminFact]:
    role = view.state.duty
    if role in WITH_AXES:
        return _to(view, "axes", duty=f"{role} {province}", page=0)
    return _give(view, role, province, "")


def _toggled(held: str, code: str) -> str:
    codes = set(filter(None, held.split(";"))) ^ {code}
    return ";".join(sorted(codes))


def _give(view: StaffView, role: str, province: str, axes: str) -> Step[StaffState, AdminFact]:
    """Give a duty, or change its axes; who was suspended without any becomes active with it."""
    held = duties_of(view)
    same = next((duty for duty in held if (duty["role"], duty["province"]) == (role, province)), None)
    given = {"role": role, "province": province, "estate": same["estate"] if same else "", "axes": axes}
    return _keep(view, [*(duty for duty in held if duty is not same), given], active=not held)


def _keep(view: StaffView, duties: list[Part], *, active: bool = False) -> Step[StaffState, AdminFact]:
    if view.part is None:
        return _to(view, "card")
    state = "active" if active else view.part["state"]
    duties = sorted(duties, key=lambda duty: tuple(duty.values()))
    after = view.part | {"duties": duties, "state": state}
    if after == view.part:
        return _to(view, "card")
    edits = (Edit(person_key(view.state.person), view.part, after),)
    there = StaffState(**(view.state.__dict__ | {"at": "review", "page": 0}))
    return Step(None, facts=(KeepEdits("people", edits),), onward=Onward("admin_people", vars(there)))


def _name_of(duty: Part) -> str:
    return f"{duty['role']} {duty['province']}".strip()


def _to(view: StaffView, place: str, note: str = "", **changes: Any) -> Step[StaffState, AdminFact]:
    there = view.at(place, **changes)
    return Step(there.state, (screens.show(there, note),))
