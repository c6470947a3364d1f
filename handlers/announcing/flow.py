"""Composing an announcement: loads what the author sees, and confirms it in the turn of the last word."""

import json
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.announcing import sending
from bot.announcing.attaching import order_file
from bot.announcing.audience import wants_silent, write_parts
from bot.announcing.body import confirmed, named
from bot.announcing.consulting import switches
from bot.announcing.consulting.knowing import knows, reader_of
from bot.announcing.consulting.matter import Matter
from bot.announcing.draft import (
    AnnouncementDraft,
    ComposeFact,
    Confirm,
    DropAnnouncement,
    SaveAnnouncement,
    TakeFile,
    read_draft,
)
from bot.announcing.policy import policy
from bot.announcing.unreported import missing_axes
from bot.conversing.flow import Flow
from bot.language import dates
from bot.language.catalogue import t
from bot.language.jalali import JalaliDate, days_in_month, jalali
from bot.language.week import week_of
from bot.people.caller import Caller
from bot.people.rights import ADMIN, AUTHORS, OPENERS
from bot.programme.calendar import DAY, at, day_of
from bot.programme.in_memory import hold_calendar, hold_programme
from bot.said import Said
from handlers.announcing.form import CARD
from handlers.announcing.second import ask_second
from handlers.announcing.view import AnnounceState, AnnounceView
from storage import announcements, audiences, audit, consultations, people, programme
from storage.audit import Act
from storage.consultations import NewConsultation
from storage.programme import Topic
from storage.transaction import Reading, Transaction


async def _load(tx: Transaction, caller: Caller, state: AnnounceState, _said: Said, now: datetime) -> AnnounceView:
    draft = read_draft(await announcements.get_draft(tx, caller.person.id))
    topic = await _topic(tx, draft, now)
    only = await switches.only_on(tx, topic) if topic else ""
    reader = await reader_of(tx, caller.person.id, caller.duties, now)
    admins = [person for person in await people.list_ids(tx, "admin") if person != caller.person.id]
    needed = state.at == "part" or wants_silent(draft.parts)
    return AnnounceView(
        state=state,
        draft=draft,
        moment=now,
        calendar=await hold_calendar(tx),
        holders=tuple(await audiences.list_holders(tx, only)),
        missing=await missing_axes(tx, now) if needed else {},
        axes={
            axis.code: axis.short for axis in (await hold_programme(tx, week_of(day_of(now)).year)).axes if axis.active
        },
        admin=caller.has(*ADMIN),
        other_admins=len(admins),
        urgent_left=policy().urgent_a_month - await count_urgent(tx, now),
        author=caller.has(*AUTHORS),
        switched_on=topic is None or await switches.is_on(tx, topic),
        may_consult=topic is None or knows(reader, topic),
        only_on=only,
        platform=caller.account.platform,
        next_number=await announcements.get_next_number(tx),
    )


async def _topic(tx: Reading, draft: AnnouncementDraft, now: datetime) -> Topic | None:
    """Return the topic of a draft that is a consultation."""
    year = (await hold_programme(tx, week_of(day_of(now)).year)).programme.id
    topics = await programme.list_topics(tx, year) if draft.matter else []
    return next((topic for topic in topics if draft.matter and topic.code == draft.matter.topic), None)


async def count_urgent(tx: Reading, now: datetime) -> int:
    """Count the urgent announcements of this Jalali month."""
    today = jalali(day_of(now))
    first = JalaliDate(today.year, today.month, 1).gregorian
    last = first + DAY * (days_in_month(today.year, today.month) - 1)
    midnight = datetime.min.time()
    return await announcements.count_urgent(tx, at(first, midnight), at(last + DAY, midnight))


async def _save(tx: Transaction, caller: Caller, facts: tuple[ComposeFact, ...], now: datetime) -> None:
    for fact in facts:
        match fact:
            case SaveAnnouncement():
                await announcements.save_draft(tx, caller.person.id, fact.draft.stored, now)
            case TakeFile():
                await announcements.save_draft(tx, caller.person.id, fact.draft.stored, now)
                await order_file(tx, caller, fact.said, now)
            case DropAnnouncement():
                await announcements.drop_draft(tx, caller.person.id)
            case Confirm():
                await _confirm(tx, caller, fact, now)
            case _:
                assert_never(fact)


async def _confirm(tx: Transaction, caller: Caller, fact: Confirm, now: datetime) -> None:
    """Add the announcement with its recipients; it leaves now, at its time, or after a second admin's word."""
    draft = fact.draft
    new = replace(
        confirmed(draft.body, caller.person.id, write_parts(draft.parts), fact.leaves_at),
        state="awaiting" if fact.needs_second else "scheduled",
        only_on=fact.only_on,
        repeats=draft.repeats,
    )
    number = await announcements.add(tx, new, now)
    await sending.freeze(tx, number, fact.members)
    if draft.matter:
        await consultations.add(tx, _consultation(number, draft.matter))
    detail: dict[str, str | int | None] = {"to": len(fact.members), "hash": new.body_hash, "urgent": int(draft.urgent)}
    await audit.append(
        tx, now, Act(f"person:{caller.person.id}", "announcement.confirm", f"announcement:{number}", detail)
    )
    found = await announcements.get(tx, number)
    if found is None:
        return
    if fact.needs_second:
        await ask_second(tx, found, caller, now)
        await sending.tell_scheduled(
            tx, found, t("announce.awaiting", named=named(found), count=len(fact.members)), now
        )
    elif fact.leaves_at <= now:
        await sending.start(tx, found, now)
    else:
        text = t("announce.scheduled", named=named(found), moment=dates.moment(fact.leaves_at), count=len(fact.members))
        await sending.tell_scheduled(tx, found, text, now)


def _consultation(number: int, matter: Matter) -> NewConsultation:
    return NewConsultation(
        number,
        matter.topic,
        matter.title,
        matter.form,
        json.dumps(matter.fields, ensure_ascii=False),
        json.dumps(matter.articles, ensure_ascii=False),
        matter.named,
    )


ANNOUNCE = Flow("announce", AnnounceState, _load, CARD.step, _save, AUTHORS | OPENERS)
