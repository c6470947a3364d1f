"""Gathers what signals are found in, within a reader's axes."""

from bot.briefing.signals import Signs
from bot.figures.loading import count
from bot.figures.records import Figures
from bot.figures.trending import load_walks
from bot.obstacles.lines import ObstacleLine
from storage.transaction import Reading


async def load_signs(tx: Reading, now: Figures, obstacles: tuple[ObstacleLine, ...]) -> Signs:
    """Return what a week looks like beside the weeks before it; ``obstacles`` are the open ones of the same axes."""
    axes = frozenset(axis.code for axis in now.axes)
    before = await count(tx, now.moment, axes, now.week.previous)
    return Signs(now, before, await load_walks(tx, now), obstacles)
