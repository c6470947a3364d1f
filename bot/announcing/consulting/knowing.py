"""Who needs to know of a restricted topic: asked in every turn, of whoever opens, weighs, answers or is told."""

import json
from collections.abc import Iterable
from datetime import datetime

from bot.language.week import week_of
from bot.people.rights import OPENERS
from bot.people.scope import knows_every_topic, owns_topic
from bot.programme.calendar import day_of
from bot.programme.in_memory import HeldProgramme, hold_programme
from storage import consultations, people, programme, topic_readers
from storage.consultations import TopicReader
from storage.people import Duty
from storage.programme import Topic
from storage.transaction import Reading


async def reader_of(tx: Reading, person_id: int, duties: Iterable[Duty], now: datetime) -> TopicReader:
    """Return a person as a reader of consultations: of the topics that they own or, at headquarters, are named for."""
    held = list(duties)
    plan = await hold_programme(tx, week_of(day_of(now)).year)
    topics = await programme.list_topics(tx, plan.programme.id)
    known = {topic.code for topic in topics if owns_topic(held, axes_of_unit(plan, topic.owner))}
    at_headquarters = any(duty.role in OPENERS for duty in held)
    if at_headquarters:
        known |= await topic_readers.list_topics(tx, person_id)
    return TopicReader(person_id, knows_every_topic(held), json.dumps(sorted(known)), at_headquarters)


def axes_of_unit(plan: HeldProgramme, owner: str) -> frozenset[str]:
    """Return the axes of the unit of headquarters that owns a topic."""
    return frozenset(axis.code for axis in plan.axes if axis.active and owner and axis.owner == owner)


def knows(reader: TopicReader, topic: Topic) -> bool:
    """Say whether a topic is for a reader."""
    return not topic.restricted or reader.everything or topic.code in json.loads(reader.topics)


async def weighs(tx: Reading, number: int, person_id: int, now: datetime) -> bool:
    """Say whether somebody at headquarters may see what is said on a consultation, and answer for it."""
    reader = await reader_of(tx, person_id, await people.list_duties(tx, person_id), now)
    return reader.at_headquarters and await consultations.get_for(tx, number, reader) is not None
