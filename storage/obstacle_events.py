"""What happened to obstacles, in order: the history that their cards show."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Event:
    """One thing that happened: by which side, of what kind, the state that it led to, and what was said."""

    at: datetime
    person_id: int
    side: str
    kind: str
    state: str
    words: str


async def add(tx: Transaction, obstacle_id: int, event: Event) -> None:
    """Add an event to an obstacle's history."""
    tx.write(
        """INSERT INTO obstacle_events (obstacle_id, at, person_id, side, kind, state, words)
           VALUES (:obstacle_id, :at, :person_id, :side, :kind, :state, :words)""",
        obstacle_id=obstacle_id,
        **event.__dict__,
    )


@dataclass(frozen=True)
class PastEvent(Event):
    """An event as it is looked back at: who did it (the name), and to how many obstacles."""

    who: str
    obstacles: int


async def list_of(tx: Reading, obstacle_id: int) -> list[PastEvent]:
    """Return the history of an obstacle, in order."""
    return await tx.all(
        PastEvent,
        """SELECT at, person_id, side, kind, obstacle_events.state, words, full_name, 1
           FROM obstacle_events JOIN people ON people.id = person_id
           WHERE obstacle_id = :obstacle_id ORDER BY obstacle_events.id""",
        obstacle_id=obstacle_id,
    )


async def list_joint(tx: Reading, obstacle_ids: Iterable[int]) -> list[PastEvent]:
    """Return what headquarters did with some obstacles, in order: what was one act once."""
    return await tx.all(
        PastEvent,
        """SELECT at, person_id, side, kind, obstacle_events.state, words, full_name, count(*)
           FROM obstacle_events JOIN people ON people.id = person_id
           WHERE obstacle_id IN (SELECT value FROM json_each(:ids)) AND side = 'headquarters'
           GROUP BY at, person_id, kind, iif(kind = 'moved', obstacle_events.state, ''), words
           ORDER BY max(obstacle_events.id)""",
        ids=json.dumps(list(obstacle_ids)),
    )


@dataclass(frozen=True)
class ObstacleReply:
    """What headquarters did with an obstacle of a province: answered it, took it on or moved it on."""

    at: datetime
    year: int
    number: int
    axis: str
    kind: str
    state: str
    words: str


async def list_replies(tx: Reading, province: str, most: int) -> list[ObstacleReply]:
    """Return what headquarters did with a province's obstacles, the newest first."""
    return await tx.all(
        ObstacleReply,
        """SELECT at, year, number, axis, kind, obstacle_events.state, words
           FROM obstacles JOIN obstacle_events ON obstacle_id = obstacles.id
           WHERE province = :province AND side = 'headquarters'
           ORDER BY at DESC, obstacle_events.id DESC LIMIT :most""",
        province=province,
        most=most,
    )
