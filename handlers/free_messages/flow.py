"""The conversation of the fast lane, put together."""

from dataclasses import replace
from datetime import datetime

from bot.conversing.flow import Flow
from bot.conversing.menu import menu_of
from bot.free_messages.kinds import MessageKind, kind_of
from bot.people.caller import Caller
from bot.people.rights import OWNERS, REPORTERS
from bot.people.scope import reports_on
from bot.programme.called import AxisTitle
from bot.programme.in_memory import hold_programme
from bot.reporting.cards import ReportState
from bot.reporting.loading import load, with_reported
from bot.reporting.saving import save
from bot.said import Choice, Said
from handlers.free_messages.steps import step
from handlers.free_messages.view import FastState, FastView, view_of
from storage.transaction import Transaction


async def _load(tx: Transaction, caller: Caller, state: FastState, said: Said, now: datetime) -> FastView:
    report = await load(tx, caller, ReportState(week=state.week, province=state.province), said, now)
    cards = [await with_reported(tx, card, report.province.code, report.week) for card in report.cards]
    plan = await hold_programme(tx, report.week.year)
    due = {card.code for card in report.cards}
    mine = (axis for axis in plan.axes if axis.active and axis.code not in due)
    resting = (
        AxisTitle(axis.code, axis.title, axis.short)
        for axis in mine
        if reports_on(caller.duties, report.province.code, axis.code)
    )
    return view_of(state, replace(report, cards=tuple(cards)), menu_of(caller), tuple(resting))


async def kind_for(tx: Transaction, caller: Caller, text: str, now: datetime) -> MessageKind:
    """Return what kind of message a text is from somebody who reports."""
    return kind_of(text, (await _load(tx, caller, FastState(text), Choice("enter"), now)).found)


FAST = Flow("fast", FastState, _load, step, save, REPORTERS | OWNERS)
