"""The places of people: somebody is found, looked at, added, changed, invited, or hands a post over. Pure."""

from collections.abc import Callable
from dataclasses import replace

from bot.administering.editable import account_key, is_new, person_key
from bot.administering.edits import Edit, Part
from bot.conversing.answers import FreeText
from bot.conversing.replies import quoted
from bot.conversing.screen import Button, Rows
from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.phones import has_phone, part_phone
from bot.people.roles import ROLES
from bot.said import Choice
from handlers.administering.room import Go, Room, RoomPlace, go, look_over, only_where
from handlers.administering.staff import screens
from handlers.administering.staff.duty_form import DUTIES
from handlers.administering.staff.rules import find_people
from handlers.administering.staff.view import AddPerson, Forget, HandOver, Invite, StaffFact, StaffState, StaffView

Words = Callable[[StaffView], str]
LONGEST = 100


def _find(view: StaffView, text: str) -> Go[StaffFact]:
    found = [view.owner] if view.owner else find_people(text, view.roster)
    if not found:
        raise UserError("admin_people.nobody_like", name=text[:60])
    if len(found) == 1:
        return _open(view, found[0], note=quoted(text))
    return go("list", role="", province="", found=";".join(map(str, found)), page=0, note=quoted(text))


def _pick(view: StaffView, said: Choice) -> Go[StaffFact] | None:
    match said:
        case Choice("new"):
            return go("name")
        case Choice("filter", ("roles" | "provinces" as place,)):
            return go(place, page=0)
        case Choice("role", (role,)) if role in ROLES:
            return go("list", role=role, province="", found="", page=0)
        case Choice("province", (code,)):
            return go("list", role="", province=code, found="", page=0)
        case Choice("card", (number,)):
            return _open(view, int(number))
    return None


def _open(view: StaffView, number: int, note: str = "") -> Go[StaffFact]:
    return go("handing" if view.state.old else "card", person=number, duty="", axes="", note=note)


def _back(view: StaffView) -> Go[StaffFact]:
    """Return where a search leads back to; one for who takes a post over is given up."""
    if view.state.old:
        return _give_up(view)
    return Go(flow="admin") if view.state.at == "find" else go("find", page=0)


def _give_up(view: StaffView) -> Go[StaffFact]:
    """Go back to the card of who keeps the post; somebody who was only added to take it is forgotten."""
    return go("card", Forget(view.state.person), person=view.state.old, old=0)


def _hand_over(view: StaffView, said: Choice) -> Go[StaffFact] | None:
    if said.name != "confirm" or view.problem:
        return None
    fact = HandOver(view.state.old, view.state.person)
    return go("card", fact, old=0, note=t("admin_people.handover.done", name=view.part["name"]))


def _on_card(view: StaffView, said: Choice) -> Go[StaffFact] | None:
    person, part = view.state.person, view.part
    match said:
        case Choice("rename" | "duties" as place):
            return go(place, page=0)
        case Choice("suspend" | "activate" as verdict):
            return _change(view, part | {"state": "suspended" if verdict == "suspend" else "active"})
        case Choice("invite") if part["state"] == "active":
            return Go("code", (Invite(person, view.code),), screen=screens.code(view))
        case Choice("unlink", (platform, number)) if _linked(view, platform, number):
            return look_over(Edit(account_key(platform, int(number)), {"person": person}, None))
        case Choice("handover") if part["state"] == "active" and part["duties"]:
            return go("successor", old=person, page=0)
    return None


def _from_card(view: StaffView) -> Go[StaffFact]:
    state = view.state
    if state.home:
        return Go(flow="admin", values={"at": state.home})
    return go("list" if state.role or state.province or state.found else "find")


def _linked(view: StaffView, platform: str, number: str) -> bool:
    return any((link.platform, str(link.user_id)) == (platform, number) for link in view.links)


def _take_name(view: StaffView, text: str) -> Go[StaffFact]:
    """Take the name of somebody new, and a number that is written beside it."""
    name, phone = part_phone(text)
    named = replace(view, state=replace(view.state, name=_without_phone(name)))
    return _take_phone(named, text) if phone else go("phone", name=name)


def _without_phone(name: str) -> str:
    """Return a name; raises UserError for one in which there is a phone, or nothing."""
    if not name or has_phone(name):
        raise UserError("admin_people.name_alone")
    return name


def _take_phone(view: StaffView, _text: str) -> Go[StaffFact]:
    """Keep somebody new and ask for the role; a number that is known opens the card of its owner."""
    there = "handing" if view.state.old else "card"
    if not view.typed_phone:
        raise UserError("admin_people.not_a_phone")
    if view.owner:
        return go(there, person=view.owner, name="", note=t("admin_people.known_phone"))
    added = AddPerson(view.state.name, view.typed_phone)
    return go("handing" if view.state.old else "role", added, person=view.next_person, name="", duty="", axes="")


def _change(view: StaffView, part: Part) -> Go[StaffFact]:
    """Let a changed card wait for its tap."""
    return go("card") if part == view.part else look_over(Edit(person_key(view.state.person), view.part, part))


def _after(view: StaffView, end: str) -> Go[StaffFact]:
    forgotten = end == "dropped" and view.part and is_new(view.part)
    return go("card" if view.state.person and not forgotten else "find")


def _search(words: Words, rows: Callable[[StaffView], Rows], *, waits: bool = False) -> RoomPlace[StaffView, StaffFact]:
    """Return a place where somebody may be found by what is typed."""
    return RoomPlace(words, FreeText(200), _find, _back, rows, _pick, waits=waits)


ROOM: Room[StaffState, StaffView, StaffFact] = Room(
    "admin_people",
    "people",
    {
        "find": _search(screens.find, screens.find_rows, waits=True),
        "roles": _search(lambda _view: t("admin_people.find.role"), screens.role_rows),
        "provinces": _search(lambda _view: t("admin_people.find.province"), screens.province_rows),
        "list": _search(screens.listed_title, screens.listed_rows),
        "successor": _search(
            lambda view: t("admin_people.handover.who", name=view.old.get("name", "")),
            lambda _view: ((Button(t("admin_people.button.new"), "new"),),),
        ),
        "name": RoomPlace(
            lambda _view: t("admin_people.new.name"),
            FreeText(LONGEST),
            _take_name,
            _back,
        ),
        "phone": RoomPlace(
            lambda view: t("admin_people.new.phone", name=view.state.name), FreeText(LONGEST), _take_phone, _back
        ),
        "handing": RoomPlace(
            screens.handing,
            rows=lambda view: () if view.problem else ((Button(t("admin.button.confirm"), "confirm"),),),
            tap=_hand_over,
            back=_give_up,
            stands=lambda view: view.part and view.old,
        ),
        **only_where(
            lambda view: view.part,
            {
                "card": RoomPlace(screens.card, rows=screens.card_rows, tap=_on_card, back=_from_card, waits=True),
                "rename": RoomPlace(
                    lambda view: t("admin_people.rename", name=view.part["name"]),
                    FreeText(LONGEST),
                    lambda view, name: _change(view, view.part | {"name": _without_phone(name)}),
                    go("card"),
                ),
                "code": RoomPlace(screens.card, back=go("card")),
                **DUTIES,
            },
        ),
    },
    _after,
)
