"""What the recording of an obstacle sees: the person's axes, the agencies, and what was said so far."""

from dataclasses import dataclass
from datetime import date

from bot import stored
from bot.language.catalogue import t
from bot.obstacles.draft import ObstacleDraft
from bot.programme.provinces import Province


@dataclass(frozen=True)
class ObstacleState:
    """Where recording stands: «new» (begin, or go on where it was left), a question, or «preview».

    ``home`` is where one goes afterwards: to the axis' card («report») or to the province's list («list»). ``words``
    are what was said of the obstacle before it was begun here, by an estate where ``entry`` is the number of that.
    """

    at: str = "new"
    province: str = ""
    axis: str = ""
    week: str = ""
    home: str = "report"
    words: str = ""
    entry: int = 0


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

    @property
    def label(self) -> str:
        """Return the button of the axis."""
        return t("obstacle.button.axis_begun" if self.begun else "obstacle.button.axis", axis=self.short)


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
    today: date
