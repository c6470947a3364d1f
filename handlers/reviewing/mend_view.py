"""What a reporter sees of a field that was handed back: the field alone, what it says, and why."""

from dataclasses import dataclass

from bot.language.week import Week
from bot.reporting.cards import IndicatorView
from storage.reviews import Return


@dataclass(frozen=True)
class MendState:
    """Where it stands: «list», «value» (a new one), «sure» (``value`` and ``words`` were typed), «why» (such a
    value is over its ceiling) or «words».

    ``page`` is that of the list; ``note`` stands above the next screen.
    """

    at: str = "list"
    number: int = 0
    value: int | None = None
    words: str = ""
    note: str = ""
    page: int = 0


@dataclass(frozen=True)
class HandedBack:
    """A field that was handed back, with its names as they are shown; ``current`` is what is stored,
    ``before`` the same as it is shown: of «unchanged» what stands.

    ``whole`` and ``part`` are titles and values: what it may not exceed, and the most of what may not exceed it.
    ``signing``: «mine» where a colleague's correction of the report awaits this person's signature, «others» where
    it awaits somebody else's; ``needs``: so will this person's own. ``evidence`` counts what stands for the axis.
    """

    row: Return
    axis: str
    week: Week
    province: str
    indicator: IndicatorView
    said: str
    before: str
    current: tuple[int | None, str]
    whole: tuple[str, int] | None = None
    part: tuple[str, int] | None = None
    signing: str = ""
    needs: bool = False
    evidence: int = 0

    @property
    def open(self) -> bool:
        """Say whether it waits for an answer."""
        return self.row.answered_at is None


@dataclass(frozen=True)
class MendView:
    """All that a step may need; ``waiting`` are the open ones of the person's provinces and axes."""

    state: MendState
    waiting: tuple[HandedBack, ...]
    one: HandedBack | None
