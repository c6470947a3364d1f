"""What a province sees of its obstacles: the list, and the card of one."""

from dataclasses import dataclass

from bot.programme.provinces import Province
from storage.obstacle_events import Event
from storage.obstacles import Obstacle


@dataclass(frozen=True)
class OwnState:
    """Where it stands: «list», «ended», «card», or what is asked on the card.

    That is «note», «letter_number», «letter_day», «decision_number», «decision_day», or «sure» (whether to ``move`` it
    there). ``number`` is the letter's or decision's that was typed; ``note`` stands above the next screen.
    """

    at: str = "list"
    province: str = ""
    obstacle: int = 0
    page: int = 0
    move: str = ""
    number: str = ""
    month: str = ""
    note: str = ""


@dataclass(frozen=True)
class Line:
    """An obstacle in a list: its axis by the short title, its age in working days."""

    row: Obstacle
    axis: str
    age: int


@dataclass(frozen=True)
class CardView:
    """An obstacle that is open on the screen, with its history."""

    line: Line
    events: tuple[Event, ...]


@dataclass(frozen=True)
class OwnView:
    """All that a step may need."""

    state: OwnState
    province: Province
    lines: tuple[Line, ...]
    card: CardView | None
    others: tuple[Province, ...] = ()  # that the person reports for too
