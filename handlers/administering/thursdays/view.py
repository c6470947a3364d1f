"""What the conversation about Thursdays sees."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.administering.edits import Edit
from bot.administering.names import EditNames
from bot.language.week import Week


@dataclass(frozen=True)
class ThursdaysState:
    """Where it stands: «list», «weeks» or «review»; ``week`` (a key) is the first that a change is to hold for."""

    at: str = "list"
    week: str = ""
    page: int = 0
    note: str = ""


@dataclass(frozen=True)
class ThursdaysView:
    """All that a step may need.

    ``stored`` says by week (key) and province whether its Thursdays are worked as things stand, ``later`` from which
    week after the chosen one that changes.
    """

    state: ThursdaysState
    first: Week
    week: Week
    stored: Mapping[str, Mapping[str, bool]]
    later: Mapping[str, Week]
    draft: tuple[Edit, ...]
    names: EditNames
    problem: str

    def worked(self, week: str) -> dict[str, bool]:
        """Return by province whether its Thursdays are to be worked from a week (key) on, with what waits for a tap."""
        waits = {edit.key.split(":")[2]: (edit.after or {})["worked"] for edit in self.draft}
        return {**self.stored[week], **waits}
