"""What the conversation with an estate's people sees."""

from dataclasses import dataclass
from datetime import datetime

from bot.evidence.facts import TakeEvidence
from bot.evidence.rules import EvidenceView
from bot.language.week import Week
from bot.programme.called import AxisTitle
from bot.programme.timetable import Timetable
from bot.reporting.cards import IndicatorView
from storage.estate_entries import EstateEntry, NewEstateEntry
from storage.estates import EstateAnswer, EstateObstacle
from storage.obstacles import Obstacle as ProvinceObstacle


@dataclass(frozen=True)
class EstateState:
    """Where it stands: «list», «status», «card», «question» or «obstacle»; of which province, estate and axis.

    ``cursor`` is what is asked, ``album`` what the photo came in that was answered last; ``note`` is said once, when
    the conversation is entered.
    """

    at: str = "list"
    province: str = ""
    estate: str = ""
    axis: str = ""
    cursor: str = ""
    note: str = ""
    album: str = ""


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
class EstatePlace:
    """An estate that the person answers for, and the week at hand of its province."""

    province: str
    province_name: str
    estate: str
    week: Week


@dataclass(frozen=True)
class SentEntry:
    """What an estate sent, with the obstacle of the province that it became."""

    entry: EstateEntry
    obstacle: ProvinceObstacle | None


@dataclass(frozen=True)
class EstateView:
    """All that a person's estates are asked and have sent, and what belongs to the one card that is open.

    ``unplaced`` is what was sent without saying of which estate, ``waiting`` counts what the province has not seen to.
    """

    state: EstateState
    questions: tuple[EstateQuestion, ...]
    card: tuple[EstateQuestion, ...]
    evidence: tuple[EvidenceView, ...]
    obstacle: str
    moment: datetime
    places: tuple[EstatePlace, ...] = ()
    axes: tuple[AxisTitle, ...] = ()
    unplaced: tuple[EstateEntry, ...] = ()
    sent: tuple[SentEntry, ...] = ()
    waiting: int = 0


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


@dataclass(frozen=True)
class SendEntry:
    """An estate sends something on its own, with a piece of evidence or without."""

    entry: NewEstateEntry
    piece: TakeEvidence | None = None


@dataclass(frozen=True)
class PlaceEntry:
    """It is said of which estate an entry is."""

    entry: EstateEntry
    place: EstatePlace


Answer, Obstacle = EstateAnswer, EstateObstacle
"""What an estate says, as it is kept."""


EstateFact = SaveAnswer | SaveObstacle | SendEntry | PlaceEntry
