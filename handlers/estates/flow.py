"""The conversation with an estate's people, put together, and what opens it."""

from datetime import datetime
from typing import assert_never

from bot.conversing.converse import go_on
from bot.conversing.flow import Flow
from bot.conversing.menu import show_menu
from bot.delivery.turn import Turn
from bot.language.catalogue import t
from bot.people.caller import Caller
from bot.people.rights import ESTATE_MANAGERS
from bot.reporting.estates.entries import place_entry, send_entry
from bot.reporting.estates.loading import load
from bot.reporting.estates.view import EstateFact, EstateState, PlaceEntry, SaveAnswer, SaveObstacle, SendEntry
from bot.said import File, Location, Text
from handlers.estates.steps import step
from storage import audit, estates
from storage.audit import Act
from storage.transaction import Transaction


async def open_estates(turn: Turn, caller: Caller) -> None:
    """Show what a person's estates are asked this week."""
    if caller.has(*ESTATE_MANAGERS):
        await go_on(turn, caller, ESTATES, EstateState(), None)
    else:
        await show_menu(turn, caller, t("menu.not_yours"))


async def open_own_estate(turn: Turn, caller: Caller) -> None:
    """Show what a person's estates were asked and have sent, and what became of it."""
    if caller.has(*ESTATE_MANAGERS):
        await go_on(turn, caller, ESTATES, EstateState("status"), None)
    else:
        await show_menu(turn, caller, t("menu.not_yours"))


async def take_sent(turn: Turn, caller: Caller, said: Text | File | Location) -> bool:
    """Take what somebody who answers for an estate, and reports nothing else, sends on their own; False for others."""
    if not caller.has(*ESTATE_MANAGERS) or caller.reporting_units:
        return False
    await go_on(turn, caller, ESTATES, EstateState(), said)
    return True


async def save(tx: Transaction, caller: Caller, facts: tuple[EstateFact, ...], now: datetime) -> None:
    """Save what an estate said."""
    for fact in facts:
        match fact:
            case SaveAnswer(week, province, answer):
                await estates.save_answer(tx, (week.saturday, province), answer, caller.person.id, now)
                detail: dict[str, str | int | None] = {"estate": answer.estate, answer.indicator: answer.value}
                act = Act(f"person:{caller.person.id}", "estate.answer", f"{week.key}/{province}", detail)
                await audit.append(tx, now, act)
            case SaveObstacle(week, province, obstacle):
                await estates.save_obstacle(tx, (week.saturday, province), obstacle, caller.person.id, now)
                told: dict[str, str | int | None] = {"estate": obstacle.estate, "axis": obstacle.axis}
                await audit.append(tx, now, Act(f"person:{caller.person.id}", "estate.tell_obstacle", province, told))
            case SendEntry():
                await send_entry(tx, caller, fact, now)
            case PlaceEntry():
                await place_entry(tx, caller, fact, now)
            case _:
                assert_never(fact)


ESTATES = Flow("estates", EstateState, load, step, save, frozenset({"estate_manager"}))
