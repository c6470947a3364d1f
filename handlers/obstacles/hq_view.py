"""What headquarters sees of obstacles: those of its axes in groups, and the card of one or of a whole group."""

from dataclasses import dataclass
from datetime import date

from bot.obstacles.lines import ObstacleLine
from storage.obstacle_events import PastEvent
from storage.obstacles import Obstacle


@dataclass(frozen=True)
class HqState:
    """Where it stands: «list», «card», or what is asked on the card.

    That is «answer», «refused» (the reason), «sure» (whether to ``move`` there); of a decision «decision_number» and
    «decision_day» (of a paper: ``number``, ``day``) or «decide» (its words), «executor», «execute_by»; once it is made
    «executed» (a word), or «new_due» and «why». ``joint`` takes every province that asks the same together with
    ``obstacle``, ``decision`` all that a decision is on. Days are ISO, ``words`` those of what is asked.
    """

    at: str = "list"
    obstacle: int = 0
    joint: bool = False
    page: int = 0
    move: str = ""
    number: str = ""
    day: str = ""
    words: str = ""
    executor: str = ""
    due: str = ""
    decision: int = 0
    note: str = ""


@dataclass(frozen=True)
class ObstacleGroup:
    """Open obstacles that ask the same of the same agency on one axis, the oldest first; mostly one alone.

    ``waiting`` is how many of them await an answer of the person who looks.
    """

    lines: tuple[ObstacleLine, ...]
    waiting: int

    @property
    def first(self) -> ObstacleLine:
        """Return the oldest, by which the group is called."""
        return self.lines[0]

    @property
    def age(self) -> int:
        """Return the age of the oldest in working days."""
        return max(line.age for line in self.lines)


@dataclass(frozen=True)
class HqCard:
    """The obstacles on the screen; ``events`` is the history, of several what headquarters did with them.

    ``candidates`` may be charged with a decision (name, id); ``own`` are the decisions (ids) that the person executes.
    """

    lines: tuple[ObstacleLine, ...]
    events: tuple[PastEvent, ...]
    candidates: tuple[tuple[str, str], ...]
    own: frozenset[int]

    @property
    def undecided(self) -> tuple[ObstacleLine, ...]:
        """Return those on which no decision is to be executed."""
        return tuple(line for line in self.lines if line.decision is None)

    @property
    def executed_here(self) -> tuple[ObstacleLine, ...]:
        """Return those whose decision the person executes."""
        return tuple(line for line in self.lines if line.decision and line.decision.id in self.own)


@dataclass(frozen=True)
class HqView:
    """All that a step may need; the groups stand in the order in which they are shown."""

    state: HqState
    groups: tuple[ObstacleGroup, ...]
    card: HqCard | None
    today: date

    @property
    def lines(self) -> tuple[ObstacleLine, ...]:
        """Return the obstacles on the card, none where there is no card."""
        return self.card.lines if self.card else ()

    @property
    def rows(self) -> tuple[Obstacle, ...]:
        """Return the same as they are stored."""
        return tuple(line.row for line in self.lines)
