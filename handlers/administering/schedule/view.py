"""What the conversation about the schedule sees."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.administering.edits import Part
from bot.language.week import Week
from handlers.administering.room import RoomState, RoomView


@dataclass(frozen=True)
class ScheduleState(RoomState):
    """Where it stands: «table», «line», «calls», «weeks», «preview» or «review».

    ``week`` (a key) is the first that a change is to hold for; ``line`` is being moved, to a chosen ``day``.
    """

    at: str = "table"
    week: str = ""
    line: str = ""
    day: int = -1


@dataclass(frozen=True)
class ScheduleView(RoomView):
    """All that a step may need.

    ``first`` is the first week that may be changed, ``week`` the chosen one; ``stored`` are its lines as they stand,
    ``lines`` as they are to be, ``weeks`` those that stand in each week by its key; from ``later`` on others hold.
    """

    state: ScheduleState
    first: Week
    week: Week
    weeks: Mapping[str, Part]
    stored: Part
    lines: Part
    later: tuple[Week, ...]
    preview: tuple[str, ...] = ()
