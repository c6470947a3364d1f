"""Looks after consultations: loads how they stand, and does what headquarters wants."""

import json
from datetime import datetime
from typing import assert_never

from bot.announcing import nudging
from bot.announcing.consulting import deciding, switches
from bot.announcing.consulting.matter import EXPECTATIONS, Matter, form_of, matter_of
from bot.announcing.draft import AnnouncementDraft, read_draft
from bot.conversing.flow import Flow
from bot.language.jalali import jalali
from bot.language.week import week_of
from bot.people.caller import Caller
from bot.people.rights import AUTHORS, OPENERS, SWITCHERS
from bot.programme.calendar import day_of
from bot.programme.in_memory import hold_programme
from bot.said import Said
from handlers.announcing.consulting.consult_form import CARD
from handlers.announcing.consulting.view import (
    AddTopic,
    Begin,
    ConsultFact,
    ConsultState,
    ConsultView,
    Decide,
    Execute,
    GroupProposals,
    NudgeSilent,
    Switch,
    Verdict,
)
from storage import announcements, audit, consultations, programme, recipients
from storage.audit import Act, Action
from storage.consultations import Consultation
from storage.programme import Topic
from storage.transaction import Reading, Transaction

ADDED = "TP"
"""What the code of a topic begins with."""


async def _load(tx: Transaction, caller: Caller, state: ConsultState, _said: Said, now: datetime) -> ConsultView:
    opener, platform = caller.has(*OPENERS), caller.account.platform
    found = await consultations.get(tx, state.number) if state.number and opener else None
    if found and found.only_on in {"", platform}:
        return await _load_item(tx, state, found, now)
    board = await consultations.list_all(tx) if opener else await consultations.list_received(tx, caller.person.id)
    topics = await _topics(tx, now) if opener else ()
    topic = next((each for each in topics if each.code == state.code), None) if state.at == "topic" else None
    draft = read_draft(await announcements.get_draft(tx, caller.person.id))
    at = state.at if not state.number or found is None else "board"
    return ConsultView(
        state if at == state.at else ConsultState(),
        opener=opener,
        switcher=caller.has(*SWITCHERS),
        author=caller.has(*AUTHORS),
        board=tuple(each for each in board if each.only_on in {"", platform}),
        topics=topics,
        topic=topic,
        switched_on=topic is None or await switches.is_on(tx, topic),
        over_telegram=topic is None or await switches.goes_over_telegram(tx, topic),
        busy=bool(draft.text) and (draft.matter is None or topic is None or draft.matter.topic != topic.code),
    )


async def _load_item(tx: Transaction, state: ConsultState, found: Consultation, now: datetime) -> ConsultView:
    announcement = await announcements.get(tx, found.id)
    return ConsultView(
        state,
        opener=True,
        found=found,
        matter=matter_of(found),
        viewpoints=tuple(await consultations.list_viewpoints(tx, found.id)),
        recipients=tuple(await recipients.list_of(tx, found.id)),
        nudged=announcement is not None and await nudging.was_wanted(tx, announcement, now),
    )


async def _year(tx: Reading, now: datetime) -> int:
    return (await hold_programme(tx, week_of(day_of(now)).year)).programme.id


async def _topics(tx: Reading, now: datetime) -> tuple[Topic, ...]:
    return tuple(await programme.list_topics(tx, await _year(tx, now)))


async def _save(tx: Transaction, caller: Caller, facts: tuple[ConsultFact, ...], now: datetime) -> None:
    person = caller.person.id
    for fact in facts:
        match fact:
            case Begin():
                await announcements.save_draft(tx, person, _begin(fact.topic).stored, now)
            case AddTopic():
                await _add_topic(tx, person, fact.title, now)
            case Switch():
                await switches.switch(tx, fact.code, fact.what, on=fact.on)
                await _note(tx, person, "topic.switch", f"{fact.code}{fact.what}", now, on=int(fact.on))
            case GroupProposals():
                for number in fact.ids:
                    await consultations.save_group(tx, number, fact.name)
                await _note(tx, person, "consultation.group", str(fact.number), now, proposals=len(fact.ids))
            case Verdict():
                for number in fact.ids:
                    await consultations.save_verdict(tx, number, fact.verdict)
                await _note(tx, person, "consultation.verdict", str(fact.number), now, verdict=fact.verdict)
            case Decide():
                await deciding.decide(tx, fact.number, person, (fact.outcome, fact.reason), now)
            case Execute():
                await deciding.execute(tx, fact.number, person, fact.done, now)
            case NudgeSilent():
                await _nudge(tx, person, fact.number, now)
            case _:
                assert_never(fact)


def _begin(topic: Topic) -> AnnouncementDraft:
    """Return what is composed on a topic: a consultation, or what is expected of the CEOs."""
    if topic.mode == EXPECTATIONS:
        return AnnouncementDraft(level="expect")
    form = form_of(topic)
    fields = tuple(json.loads(topic.fields)) if form == "proposal" else ()
    matter = Matter(topic.code, topic.title, form, fields, named=not topic.restricted, restricted=topic.restricted)
    return AnnouncementDraft(level="consult", question=topic.title, matter=matter)


async def _add_topic(tx: Transaction, person: int, title: str, now: datetime) -> None:
    year = await _year(tx, now)
    numbers = [
        int(each.code[len(ADDED) :]) for each in await programme.list_topics(tx, year) if each.code.startswith(ADDED)
    ]
    code = f"{ADDED}{max(numbers, default=0) + 1:02}"
    await programme.save_topic(tx, year, Topic(code, title, "", "consultation", restricted=False))
    await _note(tx, person, "topic.add", code, now, year=jalali(day_of(now)).year)


async def _nudge(tx: Transaction, person: int, number: int, now: datetime) -> None:
    announcement = await announcements.get(tx, number)
    if announcement and await nudging.want_nudge(tx, announcement, now):
        await _note(tx, person, "consultation.nudge", str(number), now)
        await nudging.push_nudges(tx, now)


async def _note(
    tx: Transaction, person: int, action: Action, subject: str, now: datetime, **detail: str | int | None
) -> None:
    await audit.append(tx, now, Act(f"person:{person}", action, f"consultation:{subject}", detail))


CONSULT = Flow("consult", ConsultState, _load, CARD.step, _save)
