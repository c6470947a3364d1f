"""What the conversation about Thursdays sees."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.language.week import Week
from handlers.administering.room import RoomState, RoomView


@dataclass(frozen=True)
class ThursdaysState(RoomState):
    """Where it stands: «list», «weeks» or «review»; ``week`` (a key) is the first that a change is to hold for."""

    at: str = "list"
    week: str = ""


@dataclass(frozen=True)
class ThursdaysView(RoomView):
    """All that a step may need.

    ``stored`` says by week (key) and province whether its Thursdays are worked as things stand, ``later`` from which
    week after the chosen one that changes.
    """

    state: ThursdaysState
    first: Week
    week: Week
    stored: Mapping[str, Mapping[str, bool]]
    later: Mapping[str, Week]

    def worked(self, week: str) -> dict[str, bool]:
        """Return by province whether its Thursdays are to be worked from a week (key) on, with what waits for a tap."""
        waits = {edit.key.split(":")[2]: (edit.after or {})["worked"] for edit in self.draft}
        return {**self.stored[week], **waits}
