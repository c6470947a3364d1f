"""Looks after consultations: loads how they stand, and does what headquarters wants."""

import json
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.announcing import nudging
from bot.announcing.consulting import deciding, switches
from bot.announcing.consulting.knowing import axes_of_unit, knows, reader_of
from bot.announcing.consulting.matter import EXPECTATIONS, Matter, form_of, matter_of
from bot.announcing.draft import AnnouncementDraft, read_draft
from bot.announcing.telling import tell
from bot.conversing.flow import Flow
from bot.conversing.screen import Screen
from bot.language.catalogue import t
from bot.language.jalali import jalali
from bot.language.week import week_of
from bot.people.caller import Caller
from bot.people.rights import AUTHORS, KNOWS_EVERY_TOPIC, OPENERS, SWITCHERS
from bot.people.scope import owns_topic
from bot.programme.calendar import day_of
from bot.programme.in_memory import HeldProgramme, hold_programme
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
    NameReader,
    NudgeSilent,
    Switch,
    Verdict,
)
from storage import announcements, audit, consultations, people, programme, recipients, topic_readers
from storage.audit import Act, Action
from storage.consultations import Consultation, TopicReader
from storage.people import Duty, Holder
from storage.programme import Topic
from storage.transaction import Reading, Transaction

ADDED = "TP"
"""What the code of a topic begins with."""


async def _load(tx: Transaction, caller: Caller, state: ConsultState, _said: Said, now: datetime) -> ConsultView:
    opener, platform = caller.has(*OPENERS), caller.account.platform
    reader = await reader_of(tx, caller.person.id, caller.duties, now)
    found = await consultations.get_for(tx, state.number, reader) if state.number and opener else None
    if found and found.only_on in {"", platform}:
        return await _load_item(tx, state, found, now)
    person, switcher = caller.person.id, caller.has(*SWITCHERS)
    board = await consultations.list_for(tx, reader) if opener else await consultations.list_received(tx, person)
    topics = await _topics(tx, now) if opener else ()
    draft = read_draft(await announcements.get_draft(tx, person))
    at = state.at if not state.number or found is None else "board"
    view = ConsultView(
        state if at == state.at else ConsultState(),
        opener=opener,
        switcher=switcher,
        author=caller.has(*AUTHORS),
        board=tuple(each for each in board if each.only_on in {"", platform}),
        topics=tuple(each for each in topics if switcher or knows(reader, each)),
        busy=bool(draft.text) and (draft.matter is None or draft.matter.topic != state.code),
    )
    return await _load_topic(tx, caller, reader, view, now) if state.at in {"topic", "readers"} else view


async def _load_topic(
    tx: Transaction, caller: Caller, reader: TopicReader, view: ConsultView, now: datetime
) -> ConsultView:
    """Return the view with the topic that is open, what may be done to it, and who is named for it."""
    topic = next((each for each in view.topics if each.code == view.state.code), None)
    if topic is None:
        return view
    axes = axes_of_unit(await _plan(tx, now), topic.owner)
    return replace(
        view,
        topic=topic,
        switched_on=await switches.is_on(tx, topic),
        over_telegram=await switches.goes_over_telegram(tx, topic),
        knows=knows(reader, topic),
        names=topic.restricted and (reader.everything or owns_topic(caller.duties, axes)),
        staff=await _staff(tx, axes) if topic.restricted else (),
        named=await topic_readers.list_people(tx, topic.code),
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


async def _staff(tx: Reading, axes: frozenset[str]) -> tuple[Holder, ...]:
    """Return who of headquarters may be named for a topic of a unit with these axes: its owner need not be."""
    found = {
        each.id: each
        for role in sorted(OPENERS - KNOWS_EVERY_TOPIC)
        for each in await people.list_of_role(tx, role, "")
        if not owns_topic([Duty(role, "", "", each.axes)], axes)
    }
    return tuple(sorted(found.values(), key=lambda each: each.full_name))


async def _plan(tx: Reading, now: datetime) -> HeldProgramme:
    return await hold_programme(tx, week_of(day_of(now)).year)


async def _topics(tx: Reading, now: datetime) -> tuple[Topic, ...]:
    return tuple(await programme.list_topics(tx, (await _plan(tx, now)).programme.id))


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
            case NameReader():
                await _name_reader(tx, person, fact, now)
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


async def _name_reader(tx: Transaction, person: int, fact: NameReader, now: datetime) -> None:
    """Name somebody for a topic, or take that back, and tell them."""
    change = topic_readers.save if fact.on else topic_readers.drop
    await change(tx, fact.topic.code, fact.person)
    await _note(tx, person, "topic.name", fact.topic.code, now, reader=fact.person, on=int(fact.on))
    text = t(f"consult.named.{'on' if fact.on else 'off'}", title=fact.topic.title)
    await tell(tx, fact.person, Screen(text), now, only_on=await switches.only_on(tx, fact.topic))


def _begin(topic: Topic) -> AnnouncementDraft:
    """Return what is composed on a topic: a consultation, or what is expected of the CEOs."""
    if topic.mode == EXPECTATIONS:
        return AnnouncementDraft(level="expect")
    form = form_of(topic)
    fields = tuple(json.loads(topic.fields)) if form == "proposal" else ()
    matter = Matter(topic.code, topic.title, form, fields, named=not topic.restricted, restricted=topic.restricted)
    return AnnouncementDraft(level="consult", question=topic.title, matter=matter)


async def _add_topic(tx: Transaction, person: int, title: str, now: datetime) -> None:
    year = (await _plan(tx, now)).programme.id
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
