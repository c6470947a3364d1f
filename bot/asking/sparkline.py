"""A course in one line of text: blocks from ▁ to ▇, the oldest week at the left, as in a picture."""

from collections.abc import Sequence

from bot.figures.trend import Point
from bot.language.letters import LRM

BLOCKS = "▁▂▃▅▇"
GAP = "·"
"""A week of which nothing was reported, or asked: missing is never zero."""


def sparkline(points: Sequence[Point]) -> str:
    """Return a block for each week, the least value the lowest; between marks that keep the line from left to right."""
    told = [point.value for point in points if point.value is not None and point.told]
    least, most = min(told, default=0), max(told, default=0)
    return LRM + "".join(block(point, least, most) for point in points) + LRM


def block(point: Point, least: int, most: int) -> str:
    """Return the block of a point; where all values are equal the middle one."""
    if point.value is None or not point.told:
        return GAP
    if most == least:
        return BLOCKS[len(BLOCKS) // 2]
    return BLOCKS[(point.value - least) * (len(BLOCKS) - 1) // (most - least)]
