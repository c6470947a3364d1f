"""What the conversation of an exception sees, and what it leads to."""

from dataclasses import dataclass
from datetime import datetime

from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import Week


@dataclass(frozen=True)
class ExceptState:
    """Where it stands: «province», «week», «axes», «until», «reason», «preview».

    ``axes`` are codes with «;», ``week`` its key, ``until`` an ISO instant.
    """

    at: str = "province"
    province: str = ""
    week: str = ""
    axes: str = ""
    until: str = ""
    reason: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of the chosen axes."""
        return tuple(filter(None, self.axes.split(";")))


@dataclass(frozen=True)
class LockedWeek:
    """A week that is locked, with the axes (code and short title) that the province has not handed in."""

    week: Week
    missing: tuple[tuple[str, str], ...]

    @property
    def label(self) -> str:
        """Return the button of the week."""
        return t("excepting.week", week=dates.week_short(self.week), count=len(self.missing))


@dataclass(frozen=True)
class ExceptView:
    """All that a step may need; ``ends`` are offered (label, ISO instant), ``reachable`` is how many are told."""

    state: ExceptState
    moment: datetime
    weeks: tuple[LockedWeek, ...] = ()
    ends: tuple[tuple[str, str], ...] = ()
    reachable: int = 0

    @property
    def missing(self) -> tuple[tuple[str, str], ...]:
        """Return the axes that are missing in the chosen week."""
        return next((each.missing for each in self.weeks if each.week.key == self.state.week), ())


@dataclass(frozen=True)
class Grant:
    """A province may report axes of a locked week until an instant."""

    province: str
    week: Week
    axes: tuple[str, ...]
    until: datetime
    reason: str
