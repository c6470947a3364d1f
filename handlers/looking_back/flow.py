"""Looking back, put together: loads the page that is open, and orders a picture."""

from datetime import datetime
from typing import assert_never

from bot.briefing.axis_picture import PictureErrand
from bot.briefing.province_week.errand import KIND, ProvinceWeekErrand
from bot.conversing.converse import go_on
from bot.conversing.flow import Flow
from bot.conversing.menu import show_menu
from bot.counting.counting import list_outcomes
from bot.delivery.turn import Turn
from bot.figures.trend import AxisTrend
from bot.figures.trending import load_trend
from bot.language.catalogue import t
from bot.people.caller import Caller
from bot.people.rights import REPORTERS
from bot.programme.in_memory import hold_programme
from bot.reporting import loading
from bot.reporting.cards import ReportState, ReportView
from bot.said import Choice, Said
from bot.stored import dump
from handlers.looking_back.facts import DrawAxis, LookFact, OrderSheet
from handlers.looking_back.steps import step
from handlers.looking_back.view import LookState, LookView
from storage import errands, obstacle_events, revisions
from storage.transaction import Transaction

MOST = 10
"""Replies and changed answers on a page."""


async def open_look(turn: Turn, caller: Caller) -> None:
    """Show how the province stands this week."""
    if caller.has(*REPORTERS):
        await go_on(turn, caller, LOOK, LookState(), None)
    else:
        await show_menu(turn, caller, t("menu.not_yours"))


async def _load(tx: Transaction, caller: Caller, state: LookState, _said: Said, now: datetime) -> LookView:
    report = await loading.load(tx, caller, ReportState(province=state.province), Choice("enter"), now)
    plan = await hold_programme(tx, report.week.year)
    mine = {card.code for card in report.cards}
    changes = (
        await revisions.list_changes(tx, plan.programme.id, report.province.code, MOST) if state.at == "changes" else []
    )
    replies = await obstacle_events.list_replies(tx, report.province.code, MOST) if state.at == "replies" else []
    return LookView(
        state=state,
        report=report,
        plan=plan,
        late=await _count_late(tx, report, now),
        trend=await _load_trend(tx, report, state.axis, now) if state.at == "axis" else None,
        replies=tuple(reply for reply in replies if reply.axis in mine),
        changes=tuple(change for change in changes if change.axis in mine),
    )


async def _count_late(tx: Transaction, report: ReportView, now: datetime) -> int:
    """Count what headquarters counts as late: an outage or an exception may excuse what came after the deadline."""
    late = [(report.week.saturday, report.province.code, card.code) for card in report.cards if card.done and card.late]
    judged = await list_outcomes(tx, now, [report.week], [report.province.code]) if late else {}
    return sum(judged.get(key, "late") == "late" for key in late)


async def _load_trend(tx: Transaction, report: ReportView, code: str, now: datetime) -> AxisTrend | None:
    axis = (await hold_programme(tx, report.week.year)).axis(code)
    own = axis is not None and any(card.code == code for card in report.cards)
    return await load_trend(tx, now, axis, report.province.code) if own and axis else None


async def _save(tx: Transaction, caller: Caller, facts: tuple[LookFact, ...], now: datetime) -> None:
    for fact in facts:
        match fact:
            case DrawAxis():
                await errands.add(tx, "draw_axis", dump(PictureErrand(caller.person.id, fact.province, fact.axis)), now)
            case OrderSheet():
                order = ProvinceWeekErrand(caller.person.id, fact.province, now, week=fact.week, asked=True)
                await errands.add(tx, KIND, dump(order), now)
            case _:
                assert_never(fact)


LOOK = Flow("look", LookState, _load, step, _save, REPORTERS)
