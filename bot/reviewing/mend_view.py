"""What a reporter sees of a field that was handed back: the field alone, what it says, and why."""

from dataclasses import dataclass

from bot.language.week import Week
from bot.reporting.view import IndicatorView
from storage.reviews import Return


@dataclass(frozen=True)
class MendState:
    """Where it stands: «list», «value» (a new one), «sure» (``value`` and ``words`` were typed) or «words».

    ``note`` stands above the next screen.
    """

    at: str = "list"
    number: int = 0
    value: int | None = None
    words: str = ""
    note: str = ""


@dataclass(frozen=True)
class Handed:
    """A field that was handed back, with its names as they are shown; ``current`` is what is stored,
    ``whole`` the value that it may not exceed.
    """

    row: Return
    axis: str
    week: Week
    province: str
    indicator: IndicatorView
    said: str
    current: tuple[int | None, str]
    whole: tuple[str, int] | None = None

    @property
    def open(self) -> bool:
        """Say whether it waits for an answer."""
        return self.row.answered_at is None


@dataclass(frozen=True)
class MendView:
    """All that a step may need; ``waiting`` are the open ones of the person's provinces and axes."""

    state: MendState
    waiting: tuple[Handed, ...]
    one: Handed | None
