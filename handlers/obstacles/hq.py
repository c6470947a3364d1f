"""Loads what headquarters sees of obstacles; the conversation, put together."""

from datetime import datetime

from bot.conversing.flow import Flow
from bot.obstacles.lines import ObstacleLine
from bot.obstacles.listing import as_lines
from bot.obstacles.owners import list_awaiting, list_candidates, list_executors
from bot.obstacles.saving import save
from bot.people.caller import Caller
from bot.people.rights import HEADQUARTERS, LEADERS
from bot.people.scope import axes_of
from bot.programme.calendar import day_of
from bot.said import Said
from handlers.obstacles.grouping import group, key_of
from handlers.obstacles.hq_form import step
from handlers.obstacles.hq_view import HqCard, HqState, HqView, ObstacleGroup
from storage import obstacle_events, obstacles, people
from storage.obstacles import Obstacle
from storage.transaction import Reading, Transaction


async def list_groups(tx: Reading, rows: list[Obstacle], person_id: int, now: datetime) -> tuple[ObstacleGroup, ...]:
    """Return open obstacles in groups, those first that await this person."""
    waiting = frozenset(row.id for row in await list_awaiting(tx, rows, person_id, now))
    return group(await as_lines(tx, rows, now), waiting)


async def _load(tx: Transaction, caller: Caller, state: HqState, _said: Said, now: datetime) -> HqView:
    """Load the open obstacles of the person's axes, and the one, or the group, that is open."""
    axes = axes_of(caller.duties)
    rows = [row for row in await obstacles.list_open(tx) if axes is None or row.axis in axes]
    groups = await list_groups(tx, rows, caller.person.id, now)
    one = await obstacles.get(tx, state.obstacle) if state.obstacle else None
    if one is None or (axes is not None and one.axis not in axes):
        return HqView(state, groups, None, day_of(now))
    lines = _members(groups, one, state) or await as_lines(tx, [one], now)
    return HqView(state, groups, await _card(tx, caller, lines), day_of(now))


async def _card(tx: Reading, caller: Caller, lines: tuple[ObstacleLine, ...]) -> HqCard:
    ids = [line.row.id for line in lines]
    events = await (obstacle_events.list_joint(tx, ids) if len(ids) > 1 else obstacle_events.list_of(tx, ids[0]))
    candidates = [await people.get(tx, person) for person in await list_candidates(tx, lines[0].row.axis)]
    own = [
        decision.id
        for decision in {line.decision for line in lines if line.decision}
        if caller.has(*LEADERS) or caller.person.id in await list_executors(tx, decision)
    ]
    names = tuple((each.full_name, str(each.id)) for each in candidates if each)
    return HqCard(lines, tuple(events), names, frozenset(own))


def _members(groups: tuple[ObstacleGroup, ...], one: Obstacle, state: HqState) -> tuple[ObstacleLine, ...]:
    """Return the open obstacles that are looked at together with one: of its decision, or that ask the same."""
    lines = [line for each in groups for line in each.lines]
    if state.decision:
        return tuple(line for line in lines if line.decision and line.decision.id == state.decision)
    if state.joint and not one.ended_at:
        return tuple(line for line in lines if key_of(line.row) == key_of(one))
    return ()


HQ_OBSTACLES = Flow("hq_obstacles", HqState, _load, step, save, HEADQUARTERS)
