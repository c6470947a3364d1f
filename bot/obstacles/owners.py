"""Who is responsible for an obstacle on either side: the owners of its axis, and who asked."""

from datetime import datetime

from bot.obstacles.due import due
from bot.people.charge import list_owners, list_reporters
from bot.programme.in_memory import hold_calendar
from storage import people
from storage.obstacles import Obstacle
from storage.transaction import Reading


async def list_askers(tx: Reading, row: Obstacle) -> list[int]:
    """Return who is told of an obstacle: who recorded it or took over since, if they report on it, else the CEOs."""
    return await list_reporters(tx, row.province, row.axis, row.written_by)


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
