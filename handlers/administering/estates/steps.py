"""The conversation about estates: one is added, renamed, given to somebody or retired; confirmed by a tap. Pure."""

from datetime import datetime

from bot.administering.edits import AdminFact, DropEdits, Edit, KeepEdits, Part
from bot.administering.estate_parts import estate_key, is_taken
from bot.conversing.flow import Onward, Step
from bot.errors import UserError
from bot.language import letters
from bot.language.catalogue import t
from bot.programme.naming import find_province
from bot.programme.provinces import PROVINCES
from bot.said import Choice, Said, Text
from handlers.administering.estates import screens
from handlers.administering.estates.view import EstatesState, EstatesView
from handlers.administering.staff.rules import find_people
from handlers.administering.ways import Ways

EstatesStep = Step[EstatesState, AdminFact]
WAYS = Ways("admin_estates", "estates", screens.show)
CODES = frozenset(province.code for province in PROVINCES)
LONGEST = 60
PARTS = frozenset((";", letters.SEMICOLON))
"""What parts the names of several estates in a roster."""


def step(view: EstatesView, said: Said, _now: datetime) -> EstatesStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        return WAYS.begin(view, said) or _step(view, said)
    except UserError as mistake:
        return WAYS.stay(view, mistake.text)


def _step(view: EstatesView, said: Said) -> EstatesStep:
    match view.state.at, said:
        case "review", Choice():
            return WAYS.review(view, said, _home(view), made="list", estate=0)
        case "provinces", Choice("province", (code,)) if code in CODES:
            return WAYS.anew(view, "list", province=code, page=0)
        case "provinces", Text(text=text, forwarded=False) if province := find_province(text):
            return WAYS.anew(view, "list", province=province.code, page=0)
        case "provinces", Text():
            raise UserError("admin_estates.no_province")
        case "provinces", Choice("back"):
            return Step(None, onward=Onward("admin"))
        case "list", Choice():
            return _in_list(view, said)
        case "new", Text(text=text, forwarded=False):
            return _add(view, _name(view, text))
        case "card" | "rename" | "manager" | "retire", _ if view.part:
            return _on_card(view, said, view.part)
        case _, Choice("back"):
            return WAYS.anew(view, "list" if view.state.province else "provinces", estate=0, page=0)
        case _, Choice():
            return WAYS.stay(view)
        case _:
            return WAYS.stay(view, t("common.use_buttons"))


def _in_list(view: EstatesView, said: Choice) -> EstatesStep:
    match said:
        case Choice("estate", (number,)) if int(number) in view.estates:
            return WAYS.to(view, "card", estate=int(number), page=0)
        case Choice("new"):
            return WAYS.to(view, "new")
        case Choice("back"):
            return WAYS.anew(view, "provinces", province="", page=0)
        case _:
            return WAYS.stay(view)


def _on_card(view: EstatesView, said: Said, part: Part) -> EstatesStep:
    match view.state.at, said:
        case "card", Choice("rename"):
            return WAYS.to(view, "rename")
        case "card", Choice("manager") if part["active"]:
            return WAYS.to(view, "manager", found="", page=0)
        case "card", Choice("retire") if part["active"]:
            return WAYS.anew(view, "retire")
        case "card", Choice("restore") if not part["active"]:
            return _keep(view, {**part, "active": True})
        case "card", Choice("back"):
            return WAYS.anew(view, "list", estate=0, page=0)
        case "rename", Text(text=text, forwarded=False):
            return _keep(view, {**part, "name": _name(view, text)})
        case "manager", Choice("person", (number,)) if int(number) in view.active:
            return _keep(view, {**part, "managers": [int(number)]})
        case "manager", Choice("nobody"):
            return _keep(view, {**part, "managers": []})
        case "manager", Text(text=text, forwarded=False) if not text.startswith("/"):
            return _find(view, text)
        case "retire", Choice("sure"):
            return _keep(view, {**part, "managers": [], "active": False})
        case _, Choice("back"):
            return WAYS.anew(view, "card" if view.stored else "list", found="", page=0)
        case _, Choice():
            return WAYS.stay(view)
        case _:
            return WAYS.stay(view, t("common.use_buttons"))


def _name(view: EstatesView, text: str) -> str:
    """Return a typed name as it is kept; a name that another estate of the province has or had is refused."""
    name = " ".join(text.split())
    if not name or name.startswith("/") or len(name) > LONGEST or PARTS & set(name):
        raise UserError("admin_estates.not_a_name", limit=LONGEST)
    names = {estate_key(number): part["name"] for number, part in view.estates.items()}
    waiting = {edit.key: edit.after for edit in view.draft if edit.after}
    names |= {key: part["name"] for key, part in waiting.items() if part["province"] == view.state.province}
    own = estate_key(view.state.estate) if view.state.at == "rename" else ""
    if is_taken(name, (other for key, other in names.items() if key != own)):
        raise UserError("admin_estates.known", name=name)
    return name


def _add(view: EstatesView, name: str) -> EstatesStep:
    """Let a new estate wait, and ask who looks after it."""
    part = {"province": view.state.province, "name": name, "managers": [], "active": True}
    edit = Edit(estate_key(view.next_estate), None, part)
    kept = KeepEdits("estates", (*view.draft, edit))
    return WAYS.anew(view, "manager", kept, estate=view.next_estate, found="", page=0)


def _find(view: EstatesView, text: str) -> EstatesStep:
    found = [number for number in find_people(text, view.roster) if number in view.active]
    if not found:
        raise UserError("admin_estates.nobody_like", name=text[:60])
    return WAYS.to(view, "manager", found=";".join(map(str, found)), page=0)


def _keep(view: EstatesView, part: Part) -> EstatesStep:
    """Let the estate that is looked at wait as it is to be, beside the others that wait."""
    key = estate_key(view.state.estate)
    others = tuple(edit for edit in view.draft if edit.key != key)
    edits = others if part == view.stored else (*others, Edit(key, view.stored, part))
    if not edits:
        return WAYS.anew(view, "card", DropEdits("estates"))
    return WAYS.anew(view, "review", KeepEdits("estates", edits), page=0)


def _home(view: EstatesView) -> str:
    """Return the place from which what waits is looked at."""
    return "card" if view.stored else "list" if view.state.province else "provinces"
