"""The conversation of the fast lane, put together."""

from datetime import datetime

from bot.conversing.flow import Flow
from bot.conversing.menu import menu_of
from bot.people.caller import Caller
from bot.people.rights import OWNERS, REPORTERS
from bot.reporting.cards import ReportState
from bot.reporting.loading import load
from bot.reporting.saving import save
from bot.said import Choice, Said
from handlers.free_messages.steps import step
from handlers.free_messages.view import FastState, FastView, view_of
from storage.transaction import Transaction


async def _load(tx: Transaction, caller: Caller, state: FastState, said: Said, now: datetime) -> FastView:
    report = await load(tx, caller, ReportState(week=state.week, province=state.province), said, now)
    return view_of(state, report, menu_of(caller))


async def proposes(tx: Transaction, caller: Caller, text: str, now: datetime) -> bool:
    """Return whether a message holds answers to what a person reports on."""
    return bool((await _load(tx, caller, FastState(text), Choice("enter"), now)).found.rows)


FAST = Flow("fast", FastState, _load, step, save, REPORTERS | OWNERS)
