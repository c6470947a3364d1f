"""The places of estates: one is added, renamed, given to somebody or retired; confirmed by a tap. Pure."""

from bot.administering.editable_estates import estate_key, is_taken
from bot.administering.edits import AdminFact, Edit
from bot.conversing.answers import FreeText, OneOf
from bot.conversing.screen import Button
from bot.errors import UserError
from bot.language import letters
from bot.language.catalogue import t
from bot.said import Choice
from handlers.administering.estates import screens
from handlers.administering.estates.view import EstatesState, EstatesView
from handlers.administering.room import (
    A_PAGE,
    Go,
    Room,
    RoomPlace,
    go,
    keep,
    leads,
    look_over,
    one_of_provinces,
    only_where,
)
from handlers.administering.staff.rules import find_people

LONGEST = 60
PARTS = frozenset((";", letters.SEMICOLON))
"""What parts the names of several estates in a roster."""


def _on_card(view: EstatesView, said: Choice) -> Go[AdminFact] | None:
    active = view.part["active"]
    match said:
        case Choice("rename"):
            return go("rename")
        case Choice("manager" | "retire" as place) if active:
            return go(place, found="", page=0)
        case Choice("restore") if not active:
            return _keep(view, active=True)
    return None


def _name(view: EstatesView, name: str) -> str:
    """Return a typed name; one that another estate of the province has or had is refused."""
    if PARTS & set(name):
        raise UserError("admin_estates.not_a_name", limit=LONGEST)
    names = {estate_key(number): part["name"] for number, part in view.estates.items()}
    waiting = {edit.key: edit.after for edit in view.draft if edit.after}
    names |= {key: part["name"] for key, part in waiting.items() if part["province"] == view.state.province}
    own = estate_key(view.state.estate) if view.state.at == "rename" else ""
    if is_taken(name, (other for key, other in names.items() if key != own)):
        raise UserError("admin_estates.known", name=name)
    return name


def _add(view: EstatesView, name: str) -> Go[AdminFact]:
    """Let a new estate wait, and ask who looks after it."""
    part = {"province": view.state.province, "name": _name(view, name), "managers": [], "active": True}
    edit = Edit(estate_key(view.next_estate), None, part)
    return keep("manager", *view.draft, edit, estate=view.next_estate, found="", page=0)


def _find(view: EstatesView, text: str) -> Go[AdminFact]:
    found = [number for number in find_people(text, view.roster) if number in view.active]
    if not found:
        raise UserError("admin_estates.nobody_like", name=text[:60])
    note = t("admin_estates.found", name=text[:60], count=len(found))
    return go("manager", note=note, found=";".join(map(str, found)), page=0)


def _choose(view: EstatesView, said: Choice) -> Go[AdminFact] | None:
    match said:
        case Choice("person", (number,)) if int(number) in view.active:
            return _keep(view, managers=[int(number)])
        case Choice("nobody"):
            return _keep(view, managers=[])
    return None


def _keep(view: EstatesView, **changes: str | bool | list[int]) -> Go[AdminFact]:
    """Let the estate that is looked at wait as it is to be, beside the others that wait."""
    key, part = estate_key(view.state.estate), view.part | changes
    others = tuple(edit for edit in view.draft if edit.key != key)
    edits = others if part == view.stored else (*others, Edit(key, view.stored, part))
    return look_over(*edits) if edits else keep("card")


def _back(view: EstatesView) -> Go[AdminFact]:
    return go("card" if view.stored else "list", found="", page=0)


def _after(view: EstatesView, end: str) -> Go[AdminFact]:
    if end == "made" or not view.stored:
        return go("list", estate=0, page=0)
    return go("card", page=0)


ROOM: Room[EstatesState, EstatesView, AdminFact] = Room(
    "admin_estates",
    "estates",
    {
        "provinces": RoomPlace(
            lambda view: t("admin_estates.provinces", count=sum(view.counts.values())),
            one_of_provinces(screens.counted),
            lambda _view, code: go("list", province=code, page=0),
            a_page=A_PAGE,
            waits=True,
        ),
        "list": RoomPlace(
            screens.listed,
            OneOf(lambda view: [(part["name"], str(number)) for number, part in screens.in_order(view)], 2),
            lambda _view, number: go("card", estate=int(number), page=0),
            go("provinces", province="", page=0),
            lambda _view: ((Button(t("admin_estates.button.new"), "new"),),),
            leads(new=go("new")),
            "estate",
            screens.IN_A_LIST // 2,
            stands=lambda view: view.state.province,
            waits=True,
        ),
        "new": RoomPlace(
            lambda view: t("admin_estates.ask.new", province=screens.province(view)),
            FreeText(LONGEST),
            _add,
            go("list", estate=0, page=0),
            stands=lambda view: view.state.province,
        ),
        **only_where(
            lambda view: view.part,
            {
                "card": RoomPlace(
                    screens.card, rows=screens.card_rows, tap=_on_card, back=go("list", estate=0, page=0), waits=True
                ),
                "rename": RoomPlace(
                    lambda view: t("admin_estates.ask.name", name=view.part["name"]),
                    FreeText(LONGEST),
                    lambda view, name: _keep(view, name=_name(view, name)),
                    _back,
                ),
                "manager": RoomPlace(
                    lambda view: t("admin_estates.ask.manager", name=view.part["name"]),
                    FreeText(200),
                    _find,
                    _back,
                    screens.manager_rows,
                    _choose,
                ),
                "retire": RoomPlace(
                    screens.retire,
                    rows=lambda _view: ((Button(t("admin_estates.button.retire"), "sure"),),),
                    tap=lambda view, said: _keep(view, managers=[], active=False) if said.name == "sure" else None,
                    back=_back,
                ),
            },
        ),
    },
    _after,
)
