"""The first screen of an admin, the log of changes with the way back, delivery and the system. Pure."""

from dataclasses import replace
from datetime import datetime

from bot.administering.changing import take_back
from bot.administering.edits import AdminFact
from bot.conversing.flow import FLOWS, Onward, Step, unheard
from bot.conversing.form import tapped
from bot.conversing.replies import no_answer
from bot.conversing.screen import Screen
from bot.language.catalogue import t
from bot.said import Choice, Said
from handlers.administering.home import screens
from handlers.administering.home.view import AdminState, AdminView

AdminStep = Step[AdminState, AdminFact]
PLACES = ("home", "changes", "health", "system")


def step(view: AdminView, said: Said, _now: datetime) -> AdminStep:
    """Take one step."""
    match said := tapped(said, lambda: screens.show(view)):
        case Choice("enter"):
            return _stay(view, view.state.note)
        case Choice("to", (place,)) if place in PLACES:
            return _to(place)
        case Choice("room", (room,)) if room in view.rooms.values():
            return Step(None, onward=Onward(room, vars(FLOWS[room].state())))
        case Choice("page", (page,)) if page.isdecimal():
            return _to(view.state.at, int(page), view.state.change)
        case Choice("change", (number,)):
            return _to("change", change=int(number))
        case Choice("revert") if view.change:
            return _revert(view)
        case Choice("person", (number,)):
            return Step(None, onward=Onward("admin_people", {"at": "card", "person": int(number), "home": "health"}))
        case Choice("back") if view.state.at == "change":
            return _to("changes")
        case Choice("back"):
            return _to("home")
        case Choice("end"):
            return Step(None, (Screen(t("admin.ended")),))
        case Choice():
            return _stay(view)
        case _:
            return unheard(_stay(view, no_answer(said, in_words=False)))


def _stay(view: AdminView, note: str = "") -> AdminStep:
    return Step(replace(view.state, note=""), (screens.show(view, note),))


def _to(place: str, page: int = 0, change: int = 0) -> AdminStep:
    """Go on to a place: it is loaded once the conversation enters it."""
    return Step(None, onward=Onward("admin", {"at": place, "page": page, "change": change}))


def _revert(view: AdminView) -> AdminStep:
    change = view.change
    if change is None or change.reverted or change.problem:
        return _stay(view)
    made = take_back(change.edits, change.id)
    note = t("admin.reverted", number=change.id)
    return Step(None, facts=(made,), onward=Onward("admin", {"at": "changes", "note": note}))
