"""Saves what looking at reports leads to, within the rights of the moment."""

from datetime import datetime
from typing import assert_never

from bot.evidence.facts import SeeEvidence
from bot.evidence.showing import order_sight
from bot.people.caller import Caller
from bot.reviewing.facts import WAIT, Approve, HandBack, ReviewFact, TakeBack
from bot.reviewing.parties import reviewed_axes
from storage import audit, review_decisions, reviews
from storage.audit import Act
from storage.transaction import Transaction


async def save(tx: Transaction, caller: Caller, facts: tuple[ReviewFact, ...], now: datetime) -> None:
    """Approve, hand back, take back; what has changed since it was shown, or is not the person's, stays as it is."""
    for fact in facts:
        match fact:
            case Approve():
                for report_id, revision in fact.keys:
                    await _approve(tx, caller, (report_id, revision), now)
            case HandBack():
                await _hand_back(tx, caller, fact, now)
            case TakeBack():
                await _take_back(tx, caller, fact, now)
            case SeeEvidence():
                await order_sight(tx, caller, fact, now)
            case _:
                assert_never(fact)


async def _approve(tx: Transaction, caller: Caller, key: tuple[int, int], now: datetime) -> None:
    report_id, revision = key
    if await _may(tx, caller, report_id):
        await reviews.approve(tx, report_id, revision, caller.person.id, now)


async def _hand_back(tx: Transaction, caller: Caller, fact: HandBack, now: datetime) -> None:
    key = (fact.report, fact.revision, fact.indicator)
    if await _may(tx, caller, fact.report) and await review_decisions.hold(tx, key, fact.reason, caller.person.id, now):
        detail: dict[str, str | int | None] = {"indicator": fact.indicator, "revision": fact.revision}
        act = Act(f"person:{caller.person.id}", "returning.hold", f"report:{fact.report}", detail)
        await audit.append(tx, now, act)


async def _take_back(tx: Transaction, caller: Caller, fact: TakeBack, now: datetime) -> None:
    """Take back what is one's own and a quarter of an hour old at most."""
    person, since = caller.person.id, now - WAIT
    for key in fact.approvals:
        await review_decisions.take_approval_back(tx, key, person, since, now)
    for number in fact.returns:
        if await review_decisions.take_return_back(tx, number, person, since):
            act = Act(f"person:{person}", "returning.take_back", f"held_return:{number}", {})
            await audit.append(tx, now, act)


async def _may(tx: Transaction, caller: Caller, report_id: int) -> bool:
    place, axes = await reviews.get(tx, report_id), reviewed_axes(caller)
    return place is not None and (axes is None or place.axis in axes)
