"""An obstacle as a line of a list, and the card of one."""

from dataclasses import dataclass
from datetime import date

from storage.decisions import HqDecision
from storage.obstacle_events import PastEvent
from storage.obstacles import Obstacle


@dataclass(frozen=True)
class ObstacleLine:
    """An obstacle in a list: its axis by the short title, its age in working days.

    ``until`` is the day until which headquarters owes its answer (None: it owes none), ``decision`` what it has
    decided and not executed.
    """

    row: Obstacle
    axis: str
    age: int
    until: date | None = None
    decision: HqDecision | None = None


@dataclass(frozen=True)
class CardView:
    """An obstacle that is open on the screen, with its history."""

    line: ObstacleLine
    events: tuple[PastEvent, ...]
