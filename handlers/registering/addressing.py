"""The form of address: asked once, of the person, since a wrong title reads as mockery."""

from dataclasses import dataclass
from datetime import datetime

from bot.conversing.converse import go_on
from bot.conversing.flow import Flow, Step
from bot.conversing.menu import menu_of
from bot.conversing.replies import no_answer
from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import noted
from bot.delivery.turn import Turn
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import week_of
from bot.people.addressed import addressed
from bot.people.caller import Caller
from bot.people.rights import REPORTERS
from bot.people.roles import ADDRESSES
from bot.programme.calendar import day_of
from bot.programme.in_memory import hold_calendar
from bot.programme.timetable import Rules
from bot.said import Choice, Said
from storage import people
from storage.transaction import Transaction


@dataclass(frozen=True)
class AddressState:
    """What stands above the question when it is first asked."""

    found: str = ""


@dataclass(frozen=True)
class AddressView:
    """The person who is asked, and the rules of the week."""

    state: AddressState
    caller: Caller
    rules: Rules


@dataclass(frozen=True)
class SaveAddress:
    """The form of address that was chosen; '' is none."""

    address: str


async def ask_address(turn: Turn, caller: Caller, found: str) -> None:
    """Ask a person who was just recognised; ``found`` says as whom."""
    await go_on(turn, caller, ADDRESS, AddressState(found), None)


async def _load(tx: Transaction, caller: Caller, state: AddressState, _said: Said, now: datetime) -> AddressView:
    return AddressView(state, caller, (await hold_calendar(tx)).rules_of(week_of(day_of(now))))


def step(view: AddressView, said: Said, _now: datetime) -> Step[AddressState, SaveAddress]:
    """Take the chosen form, or ask (again)."""
    match said:
        case Choice("address", (form,)):
            address = t(f"people.address.{form}") if form else ""
            screen = Screen(_ready(view, addressed(address, view.caller.person.full_name)), menu=menu_of(view.caller))
            return Step(None, (screen,), (SaveAddress(address),))
        case _:
            rows = [(Button(t(f"people.address.{form}"), "address", (form,)),) for form in ADDRESSES]
            rows.append((Button(t("people.button.no_title"), "address", ("",)),))
            words = noted(no_answer(said, in_words=False), f"{view.state.found}\n\n{t('people.ask_address')}")
            return Step(view.state, (Screen(words, tuple(rows)),))


def _ready(view: AddressView, name: str) -> str:
    """Return what is said at the end, to a reporter also when the week opens and when its deadline is."""
    if not view.caller.has(*REPORTERS):
        return t("people.ready", name=name)
    (opens, _time), (deadline, time) = view.rules.opens, view.rules.deadline
    return t(
        "people.ready_reporter",
        name=name,
        opens=dates.weekday_name(opens),
        deadline=dates.weekday_name(deadline),
        time=dates.hour(time),
    )


async def _save(tx: Transaction, caller: Caller, facts: tuple[SaveAddress, ...], _now: datetime) -> None:
    for fact in facts:
        await people.save_address(tx, caller.person.id, fact.address)


ADDRESS = Flow("address", AddressState, _load, step, _save)
