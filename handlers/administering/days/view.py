"""What the conversation about the calendar sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.administering.edits import Part
from handlers.administering.room import RoomState, RoomView


@dataclass(frozen=True)
class DaysState(RoomState):
    """Where it stands: «list», «day», «date», «reason» or «review»; ``day`` (ISO) is the one that is looked at."""

    at: str = "list"
    day: str = ""


@dataclass(frozen=True)
class DaysView(RoomView):
    """All that a step may need; ``holidays`` are those to come, ``changed`` what admins said of days."""

    state: DaysState
    this_day: date
    holidays: Mapping[date, str]
    changed: Mapping[date, Part]

    @property
    def day(self) -> date:
        """Return the day that is looked at."""
        return date.fromisoformat(self.state.day) if self.state.day else self.this_day
