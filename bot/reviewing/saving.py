"""Saves what looking at reports leads to, within the rights of the moment, and tells the other side."""

from datetime import datetime
from typing import assert_never

from bot.evidence.facts import SeeEvidence
from bot.evidence.showing import order_sight
from bot.people.caller import Caller
from bot.reviewing.facts import Approve, HandBack, ReviewFact
from bot.reviewing.parties import reviewed_axes
from bot.reviewing.telling import tell_reviews
from storage import reviews
from storage.transaction import Transaction


async def save(tx: Transaction, caller: Caller, facts: tuple[ReviewFact, ...], now: datetime) -> None:
    """Approve and hand back; what has changed since it was shown, or is not the person's, stays as it is."""
    for fact in facts:
        match fact:
            case Approve():
                for report_id, revision in fact.keys:
                    await _approve(tx, caller, (report_id, revision), now)
            case HandBack():
                await _hand_back(tx, caller, fact, now)
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
    may = await _may(tx, caller, fact.report)
    if may and await reviews.hand_back(tx, key, fact.reason, caller.person.id, now):
        await tell_reviews(tx, now)


async def _may(tx: Transaction, caller: Caller, report_id: int) -> bool:
    place, axes = await reviews.get(tx, report_id), reviewed_axes(caller)
    return place is not None and (axes is None or place.axis in axes)
