"""What the recording of an obstacle sees: the person's axes, the agencies, and what was said so far."""

from dataclasses import dataclass

from bot import stored
from bot.obstacles.draft import ObstacleDraft
from bot.programme.provinces import Province


@dataclass(frozen=True)
class ObstacleState:
    """Where recording stands: «new» (begin, or go on where it was left), «axis», a question, or «summary».

    The questions are «agency», «request», «level», «letter», «letter_number» and «letter_day». ``home`` is where one
    goes afterwards: to the axis' card («report») or to the province's list («list»). ``page`` is the page of agencies,
    ``month`` the month (`1405-09`) whose days are shown.
    """

    at: str = "new"
    province: str = ""
    axis: str = ""
    week: str = ""
    home: str = "report"
    page: int = 0
    month: str = ""


def read_draft(body: str | None) -> ObstacleDraft:
    """Return a stored draft; an empty one for None, and for what nobody can read any more."""
    return (stored.read(ObstacleDraft, "draft:obstacle", body) if body else None) or ObstacleDraft()


@dataclass(frozen=True)
class AxisChoice:
    """An axis that an obstacle may stand on, and whether one was begun there."""

    code: str
    short: str
    owner: str
    begun: bool


@dataclass(frozen=True)
class RecordingView:
    """All that a step may need; ``number`` is what the obstacle would be called by if it were recorded now."""

    state: ObstacleState
    province: Province
    axes: tuple[AxisChoice, ...]
    axis: AxisChoice | None
    agencies: tuple[str, ...]
    draft: ObstacleDraft
    week: str
    year: int
    number: int
