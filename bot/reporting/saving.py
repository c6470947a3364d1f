"""Saves what the conversation of a report leads to: drafts, reports, evidence."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import assert_never

from bot.evidence.facts import DropEvidence, SeeEvidence, TakeEvidence
from bot.evidence.saving import drop_evidence, take_evidence
from bot.evidence.showing import order_sight
from bot.people.caller import Caller
from bot.programme.in_memory import hold_programme
from bot.reporting.draft import Draft
from bot.reporting.estate_saving import save_estates
from bot.reporting.facts import AskEstates, CloseEstates, KeepOwn, ReportFact, SaveDraft, Sign, Submit, TakeBackReport
from bot.reporting.loading import NO_REPORT
from bot.reporting.signing import sign, take_back
from storage import drafts, evidence, reports
from storage.reports import Answer, Submission
from storage.transaction import Transaction


async def save(tx: Transaction, caller: Caller, facts: tuple[ReportFact, ...], now: datetime) -> None:
    """Save the facts of a step; axes that are handed in one after the other, together."""
    for _kind, alike in groupby(facts, type):
        group = tuple(alike)
        if handed_in := [fact for fact in group if isinstance(fact, Submit)]:
            await _submit(tx, caller, handed_in, now)
        for fact in group:
            await _save(tx, caller, fact, now)


async def _save(tx: Transaction, caller: Caller, fact: ReportFact, now: datetime) -> None:
    match fact:
        case SaveDraft():
            key = (fact.week.saturday, fact.province, fact.axis)
            await drafts.save(tx, caller.person.id, key, fact.draft.body, now)
        case Submit():
            pass  # with the others
        case Sign():
            await sign(tx, caller, fact, now)
        case TakeBackReport():
            await take_back(tx, caller, fact, now)
        case AskEstates() | CloseEstates() | KeepOwn():
            await save_estates(tx, caller, fact, now)
        case TakeEvidence():
            await take_evidence(tx, caller, fact, now)
        case DropEvidence():
            await drop_evidence(tx, caller, fact, now)
        case SeeEvidence():
            await order_sight(tx, caller, fact, now)
        case _:
            assert_never(fact)


async def _submit(tx: Transaction, caller: Caller, facts: Sequence[Submit], now: datetime) -> None:
    person = caller.person.id
    handed = await reports.submit_all(tx, person, [await _submission(tx, fact) for fact in facts], now)
    keys = [(fact.week.saturday, fact.province, fact.axis) for fact in facts]
    for key, report in zip(keys, handed, strict=True):
        await evidence.hand_in(tx, person, key, report.id)
    for key in keys:
        await drafts.drop(tx, person, key)


async def _submission(tx: Transaction, fact: Submit) -> Submission:
    plan = await hold_programme(tx, fact.week.year)
    return Submission(
        programme_id=plan.programme.id,
        week=fact.week.saturday,
        province=fact.province,
        axis=fact.axis,
        status=fact.draft.status,
        action=fact.draft.action,
        late=fact.late,
        answers=tuple(_answers(fact.draft)),
        reason=fact.reason,
        standstill=fact.standstill,
        look_again=fact.look_again,
        signed=not fact.ready,
        ready=fact.ready,
        stand_in=fact.stand_in,
    )


def _answers(draft: Draft) -> list[Answer]:
    parts = {code: words for code, words in draft.words.items() if code in draft.values}
    return [
        *(
            Answer(code, value, parts.get(code, ""), unchanged=False, reason=draft.reasons.get(code, ""))
            for code, value in draft.values.items()
        ),
        *(Answer(code, None, words, unchanged=False) for code, words in draft.words.items() if code not in parts),
        *(Answer(code, None, "", unchanged=True) for code in draft.unchanged),
        *(Answer(code, None, "", unchanged=False, reason=NO_REPORT) for code in draft.unreported),
    ]
