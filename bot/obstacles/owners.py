"""Who is responsible for an obstacle on either side: the owners of its axis, and who asked."""

from datetime import datetime

from bot.obstacles.due import due
from bot.people.charge import list_owners, list_reporters
from bot.programme.in_memory import hold_calendar
from storage import people
from storage.decisions import HqDecision
from storage.obstacles import Obstacle
from storage.transaction import Reading


async def list_askers(tx: Reading, row: Obstacle) -> list[int]:
    """Return who is told of an obstacle: who recorded it or took over since, if they report on it, else the CEOs."""
    return await list_reporters(tx, row.province, row.axis, row.written_by)


async def list_candidates(tx: Reading, axis: str) -> list[int]:
    """Return who may be charged with a decision on an axis: its owners, and the head."""
    return list(dict.fromkeys([*await list_owners(tx, axis), *await people.list_ids(tx, "head")]))


async def list_executors(tx: Reading, decision: HqDecision) -> list[int]:
    """Return who is to execute a decision: who was charged with it, else the owners of its axis."""
    charged = decision.executor in await list_candidates(tx, decision.axis)
    return [decision.executor] if charged else await list_owners(tx, decision.axis)


async def list_awaiting(tx: Reading, rows: list[Obstacle], person_id: int, now: datetime) -> list[Obstacle]:
    """Return the open obstacles that await an answer of a person: an owner of their axis, or the head once told."""
    asked = [row for row in rows if row.awaits_answer]
    owned = {axis for axis in {row.axis for row in asked} if person_id in await list_owners(tx, axis)}
    is_head, held = person_id in await people.list_ids(tx, "head"), await hold_calendar(tx)
    return [
        row
        for row in asked
        if row.axis in owned or (is_head and any(each.who == "head" for each in due(row, now, held)))
    ]
