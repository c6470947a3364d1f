"""What a province sees of its obstacles: the list, and the card of one."""

from dataclasses import dataclass

from bot.obstacles.lines import CardView, ObstacleLine
from bot.programme.provinces import Province


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
class OwnView:
    """All that a step may need."""

    state: OwnState
    province: Province
    lines: tuple[ObstacleLine, ...]
    card: CardView | None
    others: tuple[Province, ...] = ()  # that the person reports for too
