"""Saves what a province asks its estates, and why it keeps its own figure."""

from datetime import datetime

from bot.people.caller import Caller
from bot.reporting.facts import AskEstates, CloseEstates, KeepOwn
from storage import audit, estates
from storage.audit import Act
from storage.estates import AskedEstates, Decision
from storage.transaction import Transaction


async def save_estates(
    tx: Transaction, caller: Caller, fact: AskEstates | CloseEstates | KeepOwn, now: datetime
) -> None:
    """Save one of these facts, with a line of the audit trail."""
    person = caller.person.id
    match fact:
        case AskEstates(province, axis, indicator):
            await estates.open_question(tx, province, AskedEstates(axis, indicator), person, now)
            act = Act(f"person:{person}", "estates.ask", f"{province}/{axis}/{indicator}", {})
        case CloseEstates(province, axis):
            await estates.close_questions(tx, province, axis, now)
            act = Act(f"person:{person}", "estates.close", f"{province}/{axis}", {})
        case _:
            decision = Decision(fact.indicator, fact.total, fact.own, fact.reason)
            await estates.save_decision(tx, (fact.week.saturday, fact.province), decision, person, now)
            subject = f"{fact.week.key}/{fact.province}/{fact.indicator}"
            act = Act(f"person:{person}", "estate.keep_figure", subject, {"total": fact.total, "own": fact.own})
    await audit.append(tx, now, act)
