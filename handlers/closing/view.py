"""What the conversation of a closure sees, and what it leads to."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.closing.shifts import Shift

COUNTRY = "*"


@dataclass(frozen=True)
class CloseState:
    """Where it stands: «day», «month», «where», «reason», «preview», «revert».

    ``day`` is ISO, ``month`` as the date picker names it; ``provinces`` are ISO codes with «;», or «*» for the country.
    """

    at: str = "day"
    month: str = ""
    day: str = ""
    provinces: str = ""
    reason: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of the chosen provinces; none for the country."""
        return tuple(code for code in self.provinces.split(";") if code and code != COUNTRY)


@dataclass(frozen=True)
class Declared:
    """A closure that may still be taken back."""

    day: date
    provinces: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class CloseView:
    """All that a step may need: the present day, what moves, how many people that concerns, and can be reached."""

    state: CloseState
    day: date
    declared: tuple[Declared, ...] = ()
    shifts: tuple[Shift, ...] = ()
    concerned: int = 0
    reachable: int = 0


@dataclass(frozen=True)
class Declare:
    """A day is closed."""

    day: date
    provinces: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Revert:
    """A closure is taken back before its day."""

    day: date
    provinces: tuple[str, ...]


@dataclass(frozen=True)
class DeclareOutage:
    """A messenger was away for a span of time."""

    platform: str
    began_at: datetime
    ended_at: datetime
    reason: str
