"""What looking back sees: the week as it stands, and what the open page shows."""

from dataclasses import dataclass

from bot.figures.trend import AxisTrend
from bot.programme.in_memory import HeldProgramme
from bot.reporting.cards import ReportView
from storage.obstacle_events import ObstacleReply
from storage.revisions import AnswerChange


@dataclass(frozen=True)
class LookState:
    """What is open: «week» (and which page of it), «axis», «replies» or «changes»; of which province and axis."""

    at: str = "week"
    province: str = ""
    axis: str = ""
    page: int = 0


@dataclass(frozen=True)
class LookView:
    """The week with how many of its reports count as late, and what belongs to the page that is open."""

    state: LookState
    report: ReportView
    plan: HeldProgramme
    trend: AxisTrend | None = None
    replies: tuple[ObstacleReply, ...] = ()
    changes: tuple[AnswerChange, ...] = ()
    late: int = 0
