"""What the conversations of obstacles lead to: saved in the same turn."""

from dataclasses import dataclass
from datetime import date

from bot.obstacles.draft import ObstacleDraft
from storage.obstacles import Obstacle


@dataclass(frozen=True)
class KeepDraft:
    """What was said so far changed."""

    province: str
    axis: str
    draft: ObstacleDraft


@dataclass(frozen=True)
class DropDraft:
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
class Answer:
    """Headquarters answers obstacles."""

    obstacles: tuple[Obstacle, ...]
    words: str


@dataclass(frozen=True)
class Move:
    """A side brings obstacles into a state: with the reason of a refusal, or number and date of a decision."""

    side: str
    obstacles: tuple[Obstacle, ...]
    state: str
    words: str = ""
    decision: str = ""
    day: date | None = None


ObstacleFact = KeepDraft | DropDraft | Record | AddNote | SetLetter | Acknowledge | Answer | Move
