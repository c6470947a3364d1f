"""What the recording of an obstacle sees: the person's axes, the agencies, and what was said so far."""

import json
from dataclasses import dataclass

from bot.programme.provinces import Province

LONGEST_REQUEST = 300


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


@dataclass(frozen=True)
class ObstacleDraft:
    """What was said so far; ``letter`` is None while it was not asked, '' for none; the day is an ISO date."""

    agency: str = ""
    request: str = ""
    level: str = ""
    letter: str | None = None
    letter_day: str = ""

    @property
    def missing(self) -> str:
        """Return the first question that has no answer, «summary» where all have one."""
        for name in ("agency", "request", "level"):
            if not getattr(self, name):
                return name
        if self.letter is None:
            return "letter"
        return "letter_day" if self.letter and not self.letter_day else "summary"

    @property
    def body(self) -> str:
        """Return the draft as it is stored."""
        return json.dumps(self.__dict__, ensure_ascii=False)


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
