"""The form of address: asked once, of the person, since a wrong title reads as mockery."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.conversing.converse import go_on
from bot.conversing.flow import Flow, Step
from bot.conversing.menu import menu_of
from bot.conversing.screen import Button, Screen
from bot.delivery.turn import Turn
from bot.language.catalogue import t
from bot.people.caller import REPORTERS, Caller
from bot.said import Choice, Said
from storage import people
from storage.transaction import Transaction

FORMS = ("mr_engineer", "mr_doctor", "ms_engineer", "ms_doctor", "mr", "ms")


@dataclass(frozen=True)
class AddressState:
    """What stands above the question when it is first asked."""

    found: str = ""


@dataclass(frozen=True)
class AddressView:
    """The person who is asked."""

    state: AddressState
    caller: Caller


@dataclass(frozen=True)
class SaveAddress:
    """The form of address that was chosen; '' is none."""

    address: str


def ask_address(turn: Turn, caller: Caller, found: str) -> None:
    """Ask a person who was just recognised; ``found`` says as whom."""
    go_on(turn, caller, ADDRESS, AddressState(found), None)


def _load(_tx: Transaction, caller: Caller, state: AddressState, _said: Said, _now: datetime) -> AddressView:
    return AddressView(state, caller)


def step(view: AddressView, said: Said, _now: datetime) -> Step[AddressState]:
    """Take the chosen form, or ask (again)."""
    match said:
        case Choice("address", (form,)):
            address = t(f"people.address.{form}") if form else ""
            name = f"{address} {view.caller.person.full_name}".strip()
            ready = "people.ready_reporter" if view.caller.has(*REPORTERS) else "people.ready"
            screen = Screen(t(ready, name=name), menu=menu_of(view.caller))
            return Step(None, (screen,), (SaveAddress(address),))
        case _:
            rows = [(Button(t(f"people.address.{form}"), "address", (form,)),) for form in FORMS]
            rows.append((Button(t("people.button.no_title"), "address", ("",)),))
            return Step(view.state, (Screen(f"{view.state.found}\n\n{t('people.ask_address')}", tuple(rows)),))


def _save(tx: Transaction, caller: Caller, facts: tuple[Any, ...], _now: datetime) -> None:
    for fact in facts:
        people.save_address(tx, caller.person.id, fact.address)


ADDRESS = Flow("address", AddressState, _load, step, _save)
