"""Reads obstacles as lines of a list: each with its axis, and its age up to now or up to its end."""

from collections.abc import Iterable
from datetime import datetime

from bot.obstacles.ages import ages
from bot.obstacles.due import answer_by
from bot.obstacles.lines import ObstacleLine
from bot.obstacles.telling import short_of
from bot.programme.calendar import day_of
from bot.programme.in_memory import hold_calendar, programme_on
from storage import decisions
from storage.obstacles import Obstacle
from storage.transaction import Reading


async def as_lines(
    tx: Reading, rows: Iterable[Obstacle], now: datetime, province: str | None = None
) -> tuple[ObstacleLine, ...]:
    """Return obstacles as lines of a list: each with its axis as it was called, and its age up to now or its end."""
    found = list(rows)
    calendar = (await hold_calendar(tx)).calendar
    today = day_of(now)
    decided = {each.obstacle: each for each in await decisions.list_open(tx)}
    plans = {year: await programme_on(tx, year, today) for year in {row.year for row in found}}
    days = [day_of(moment) for row in found for moment in (row.recorded_at, row.ended_at) if moment]
    counted = ages(calendar, days, today, province)
    return tuple(
        [
            ObstacleLine(
                row,
                short_of(plans[row.year], row),
                counted[day_of(row.recorded_at)] - counted.get(day_of(row.ended_at or now), 0),
                answer_by(row.asked_at, calendar) if row.asked_at and row.awaits_answer else None,
                decided.get(row.id),
            )
            for row in found
        ]
    )
