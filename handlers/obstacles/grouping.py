"""Puts together what several provinces ask in the same words, and into the order of headquarters' list. Pure."""

from collections import defaultdict
from collections.abc import Iterable

from bot.obstacles.lines import ObstacleLine
from handlers.obstacles.hq_view import ObstacleGroup
from storage.obstacles import Obstacle


def key_of(row: Obstacle) -> tuple[str, str, str]:
    """Return what makes two obstacles one: the axis, the agency and the folded request."""
    return row.axis, row.agency, row.folded


def group(lines: Iterable[ObstacleLine], waiting: frozenset[int]) -> tuple[ObstacleGroup, ...]:
    """Return the groups: first those with one that waits (ids), then the others by agency, the longest list first."""
    members: dict[tuple[str, str, str], list[ObstacleLine]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: (line.row.recorded_at, line.row.id)):
        members[key_of(line.row)].append(line)
    groups = [ObstacleGroup(tuple(each), sum(line.row.id in waiting for line in each)) for each in members.values()]
    sizes: dict[str, int] = defaultdict(int)
    for each in groups:
        sizes[each.first.row.agency] += 0 if each.waiting else len(each.lines)

    def order(each: ObstacleGroup) -> tuple[bool, int, str, int, int]:
        agency = "" if each.waiting else each.first.row.agency
        return not each.waiting, -sizes.get(agency, 0), agency, -each.age, each.first.row.id

    return tuple(sorted(groups, key=order))
