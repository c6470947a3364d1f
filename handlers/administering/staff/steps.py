"""The conversation about people: find somebody, look at the card, change what it says. Pure."""

from datetime import datetime

from bot.administering.edits import DropEdits, Edit, KeepEdits, MakeChange, Part
from bot.administering.parts import account_key, person_key
from bot.conversing.flow import Onward, Step
from bot.errors import UserError
from bot.language.catalogue import t
from bot.people.roles import ROLES
from bot.programme.provinces import PROVINCES
from bot.said import Choice, Said, Text
from handlers.administering.staff import screens
from handlers.administering.staff.duty_steps import DUTY_PLACES, step_in_duties
from handlers.administering.staff.rules import find_people
from handlers.administering.staff.view import AddPerson, Forget, HandOver, Invite, StaffFact, StaffState, StaffView
from handlers.administering.ways import Ways

LONGEST = 100
CODES = frozenset(province.code for province in PROVINCES)
StaffStep = Step[StaffState, StaffFact]
WAYS = Ways("admin_people", "people", screens.show)
stay, to, anew = WAYS.stay, WAYS.to, WAYS.anew


def step(view: StaffView, said: Said, _now: datetime) -> StaffStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        return WAYS.begin(view, said) or _step(view, said)
    except UserError as mistake:
        return stay(view, mistake.text)


def _step(view: StaffView, said: Said) -> StaffStep:
    match view.state.at, said:
        case _, Choice("draft") if view.draft:
            return anew(view, "review", page=0)
        case "review", _:
            return _review(view, said)
        case place, _ if place in DUTY_PLACES and view.part:
            return step_in_duties(view, said)
        case _, Choice("card", (number,)):
            return _open(view, int(number))
        case "card", Choice() if view.part:
            return _on_card(view, said, view.part)
        case "handing", Choice():
            return _hand_over(view, said)
        case (("find" | "roles" | "provinces" | "list" | "successor"), _):
            return _find(view, said)
        case "rename", Text(text=text, forwarded=False) if view.part:
            return _change(view, view.part | {"name": _name(text)})
        case "name", Text(text=text, forwarded=False):
            return to(view, "phone", name=_name(text))
        case "phone", Text(forwarded=False):
            return _take_phone(view)
        case (("rename" | "code"), Choice("back")):
            return to(view, "card")
        case _, Choice("back") if view.state.old:
            return _give_up(view)
        case _, Choice("back"):
            return to(view, "find")
        case _, Choice():
            return stay(view)
        case _:
            return stay(view, t("common.use_buttons"))


def _find(view: StaffView, said: Said) -> StaffStep:
    match said:
        case Choice("new"):
            return to(view, "name")
        case Choice("filter", (place,)) if place in ("roles", "provinces"):
            return to(view, place, page=0)
        case Choice("role", (role,)) if role in ROLES:
            return to(view, "list", role=role, province="", found="", page=0)
        case Choice("province", (code,)) if code in CODES:
            return to(view, "list", role="", province=code, found="", page=0)
        case Choice("back") if view.state.old:
            return _give_up(view)
        case Choice("back") if view.state.at == "find":
            return Step(None, onward=Onward("admin"))
        case Choice("back"):
            return to(view, "find", page=0)
        case Text(text=text, forwarded=False) if not text.startswith("/"):
            found = [view.owner] if view.owner else find_people(text, view.roster)
            if not found:
                raise UserError("admin_people.nobody_like", name=text[:60])
            if len(found) == 1:
                return _open(view, found[0])
            return to(view, "list", role="", province="", found=";".join(map(str, found)), page=0)
        case Choice():
            return stay(view)
        case _:
            raise UserError("admin_people.how_to_find")


def _open(view: StaffView, number: int) -> StaffStep:
    return anew(view, "handing" if view.state.old else "card", person=number, duty="", axes="")


def _give_up(view: StaffView) -> StaffStep:
    """Go back to the card of who keeps the post; somebody who was only added to take it is forgotten."""
    return anew(view, "card", Forget(view.state.person), person=view.state.old, old=0)


def _hand_over(view: StaffView, said: Choice) -> StaffStep:
    match said:
        case Choice("confirm") if not view.problem and view.part and view.old:
            fact = HandOver(view.state.old, view.state.person)
            return anew(view, "card", fact, old=0, note=t("admin_people.handover.done", name=view.part["name"]))
        case Choice("back"):
            return _give_up(view)
        case _:
            return stay(view)


def _on_card(view: StaffView, said: Choice, part: Part) -> StaffStep:
    person = view.state.person
    match said:
        case Choice("rename"):
            return to(view, "rename")
        case Choice("duties"):
            return to(view, "duties", page=0)
        case Choice("suspend" | "activate" as verdict):
            return _change(view, part | {"state": "suspended" if verdict == "suspend" else "active"})
        case Choice("invite") if part["state"] == "active":
            there = view.at("code")
            return Step(there.state, (screens.code(there),), (Invite(person, view.code),))
        case Choice("unlink", (platform, number)) if _linked(view, platform, number):
            return keep(view, Edit(account_key(platform, int(number)), {"person": person}, None))
        case Choice("handover") if part["state"] == "active" and part["duties"]:
            return anew(view, "successor", old=person, page=0)
        case Choice("back") if view.state.home:
            return Step(None, onward=Onward("admin", {"at": view.state.home}))
        case Choice("back"):
            return anew(view, "list" if view.state.role or view.state.province or view.state.found else "find")
        case _:
            return stay(view)


def _linked(view: StaffView, platform: str, number: str) -> bool:
    return any((link.platform, str(link.user_id)) == (platform, number) for link in view.links)


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > LONGEST or name.startswith("/"):
        raise UserError("admin_people.not_a_name", limit=LONGEST)
    return name


def _take_phone(view: StaffView) -> StaffStep:
    """Keep somebody new and ask for the role; a number that is known opens the card of its owner."""
    if not view.typed_phone:
        raise UserError("admin_people.not_a_phone")
    there = "handing" if view.state.old else "card"
    if view.owner:
        return anew(view, there, person=view.owner, name="", note=t("admin_people.known_phone"))
    added = AddPerson(view.state.name, view.typed_phone)
    if view.state.old:
        return anew(view, "handing", added, person=view.next_person, name="")
    return anew(view, "role", added, person=view.next_person, name="", duty="", axes="")


def _change(view: StaffView, part: Part) -> StaffStep:
    """Let a changed card wait for its tap."""
    if part == view.part:
        return to(view, "card")
    return keep(view, Edit(person_key(view.state.person), view.part, part))


def keep(view: StaffView, *edits: Edit) -> StaffStep:
    """Let edits wait, and show them."""
    return anew(view, "review", KeepEdits("people", edits), page=0)


def _review(view: StaffView, said: Said) -> StaffStep:
    there = "card" if view.state.person else "find"
    match said:
        case _ if not view.draft:
            return anew(view, there)
        case Choice("confirm") if not view.problem:
            done = t("admin.done", count=len(view.draft))
            return anew(view, there, MakeChange("people", view.draft), note=done)
        case Choice("drop"):
            is_new = view.part is not None and not view.part["duties"] and view.part["state"] == "suspended"
            there = "find" if is_new else there
            return anew(view, there, DropEdits("people"), note=t("admin.dropped"))
        case Choice("back"):
            return anew(view, there)
        case Choice():
            return stay(view)
        case _:
            return stay(view, t("common.use_buttons"))
