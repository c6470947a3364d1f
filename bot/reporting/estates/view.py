"""What the conversation with an estate's people sees."""

from dataclasses import dataclass
from datetime import datetime

from bot.evidence.facts import TakeEvidence
from bot.evidence.rules import EvidenceView
from bot.language.week import Week
from bot.programme.timetable import Timetable
from bot.reporting.cards import IndicatorView
from storage.estates import EstateAnswer, EstateObstacle


@dataclass(frozen=True)
class EstateState:
    """Where it stands: «list», «card», «question» or «obstacle»; of which province, estate and axis; what is asked."""

    at: str = "list"
    province: str = ""
    estate: str = ""
    axis: str = ""
    cursor: str = ""


@dataclass(frozen=True)
class EstateQuestion:
    """One figure that an estate is asked, with its answer of this week."""

    province: str
    province_name: str
    estate: str
    axis: str
    title: str
    short: str
    indicator: IndicatorView
    answer: int | None
    week: Week
    times: Timetable

    @property
    def key(self) -> tuple[str, str, str]:
        """Return whose card it stands on: province, estate, axis."""
        return self.province, self.estate, self.axis


@dataclass(frozen=True)
class EstateView:
    """All that a person's estates are asked, and what belongs to the one card that is open."""

    state: EstateState
    questions: tuple[EstateQuestion, ...]
    card: tuple[EstateQuestion, ...]
    evidence: tuple[EvidenceView, ...]
    obstacle: str
    moment: datetime


@dataclass(frozen=True)
class SaveAnswer:
    """An estate answered."""

    week: Week
    province: str
    answer: EstateAnswer


@dataclass(frozen=True)
class SaveObstacle:
    """An estate told what stands in its way."""

    week: Week
    province: str
    obstacle: EstateObstacle


Answer, Obstacle = EstateAnswer, EstateObstacle
"""What an estate says, as it is kept."""


EstateFact = SaveAnswer | SaveObstacle | TakeEvidence
