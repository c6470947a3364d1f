"""Gathers the weekly report of a reader: figures, courses, obstacles."""

from datetime import datetime

from bot.briefing.drawing.paper import Paper
from bot.briefing.trail_head import head_of
from bot.figures.loading import count
from bot.figures.trending import load_trends
from bot.language.week import Week
from bot.obstacles.figures import count_answers, list_open_lines, load_by_agency
from bot.programme.in_memory import hold_programme
from storage.transaction import Reading


async def load_paper(tx: Reading, moment: datetime, axes: frozenset[str] | None, week: Week | None = None) -> Paper:
    """Return what the weekly report says of a week (the last that has opened) as it stands at an instant."""
    figures = await count(tx, moment, axes, week)
    obstacles = [line for line in await list_open_lines(tx, moment, axes) if line.row.recorded_at <= moment]
    return Paper(
        figures=figures,
        trends={
            axis.code: trend
            for axis, trend in zip(figures.axes, await load_trends(tx, moment, figures.axes, figures.week), strict=True)
        },
        targets=(await hold_programme(tx, figures.week.year)).targets,
        loads=load_by_agency(obstacles),
        rate=await count_answers(tx, figures.week, axes),
        head=await head_of(tx),
    )
