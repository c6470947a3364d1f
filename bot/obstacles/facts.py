"""What the conversations of obstacles lead to: saved in the same turn."""

from dataclasses import dataclass
from datetime import date

from bot.obstacles.draft import ObstacleDraft
from storage.decisions import HqDecision
from storage.obstacles import Obstacle


@dataclass(frozen=True)
class KeepObstacleDraft:
    """What was said so far changed."""

    province: str
    axis: str
    draft: ObstacleDraft


@dataclass(frozen=True)
class DropObstacleDraft:
    """What was said so far is given up."""

    province: str
    axis: str


@dataclass(frozen=True)
class Record:
    """An obstacle is recorded in a week (its key) of a programme year."""

    province: str
    axis: str
    week: str
    year: int
    draft: ObstacleDraft


@dataclass(frozen=True)
class AddNote:
    """The province says how far it is."""

    obstacle: Obstacle
    words: str


@dataclass(frozen=True)
class SetLetter:
    """A letter is recorded later on."""

    obstacle: Obstacle
    letter: str
    day: date


@dataclass(frozen=True)
class Acknowledge:
    """Headquarters takes obstacles on."""

    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True)
class AnswerObstacles:
    """Headquarters answers obstacles."""

    obstacles: tuple[Obstacle, ...]
    words: str


@dataclass(frozen=True)
class MoveObstacles:
    """A side brings obstacles into a state: with the reason of a refusal, or number and date of a decision."""

    side: str
    obstacles: tuple[Obstacle, ...]
    state: str
    words: str = ""
    decision: str = ""
    day: date | None = None


@dataclass(frozen=True)
class DecideObstacles:
    """Headquarters decides: what, who (a person's id) executes it until which day; or by a paper of the taskforce."""

    obstacles: tuple[Obstacle, ...]
    words: str
    executor: int
    due: date
    paper: str = ""
    paper_day: date | None = None


@dataclass(frozen=True)
class Postpone:
    """The day of decisions on obstacles is moved, for a reason."""

    decisions: tuple[HqDecision, ...]
    obstacles: tuple[Obstacle, ...]
    due: date
    words: str


ObstacleFact = (
    KeepObstacleDraft
    | DropObstacleDraft
    | Record
    | AddNote
    | SetLetter
    | Acknowledge
    | AnswerObstacles
    | MoveObstacles
    | DecideObstacles
    | Postpone
)
