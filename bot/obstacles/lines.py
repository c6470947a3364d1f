"""An obstacle as a line of a list, and the card of one."""

from dataclasses import dataclass

from storage.obstacle_events import Event
from storage.obstacles import Obstacle


@dataclass(frozen=True)
class ObstacleLine:
    """An obstacle in a list: its axis by the short title, its age in working days."""

    row: Obstacle
    axis: str
    age: int


@dataclass(frozen=True)
class CardView:
    """An obstacle that is open on the screen, with its history."""

    line: ObstacleLine
    events: tuple[Event, ...]
