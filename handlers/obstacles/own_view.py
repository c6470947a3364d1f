"""What a province sees of its obstacles: the list, and the card of one."""

from dataclasses import dataclass
from datetime import date

from bot.obstacles.lines import CardView, ObstacleLine
from bot.programme.provinces import Province
from storage.obstacles import Obstacle


@dataclass(frozen=True)
class OwnState:
    """Where it stands: «list», «ended», «card», or what is asked on the card.

    That is «note», «letter_number», «letter_day», «decision_number», «decision_day», or «sure» (whether to ``move`` it
    there). ``number`` and ``day`` (ISO) are the letter's or decision's, ``words`` the note's; ``note`` stands above the
    next screen.
    """

    at: str = "list"
    province: str = ""
    obstacle: int = 0
    page: int = 0
    move: str = ""
    number: str = ""
    day: str = ""
    words: str = ""
    note: str = ""


@dataclass(frozen=True)
class OwnView:
    """All that a step may need."""

    state: OwnState
    province: Province
    lines: tuple[ObstacleLine, ...]
    card: CardView | None
    today: date
    others: tuple[Province, ...] = ()  # that the person reports for too

    @property
    def row(self) -> Obstacle:
        """Return the obstacle that is open on the card."""
        assert self.card  # noqa: S101 - nothing is asked about none
        return self.card.line.row
