"""What headquarters' errands say: who is to read what, of which instant, and the update that asked for it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class DigestErrand:
    """The digest of an instant; ``planned`` is when it was due, where it comes late and says so."""

    person: int
    moment: datetime
    planned: datetime | None = None
    inbox: int | None = None


@dataclass(frozen=True)
class TableErrand:
    """The table of a week, by its key."""

    person: int
    moment: datetime
    week: str
    planned: datetime | None = None
    inbox: None = None


@dataclass(frozen=True)
class PeriodErrand:
    """The report of so many months, by the period's key."""

    person: int
    moment: datetime
    period: str
    months: int
    planned: datetime | None = None
    inbox: None = None


@dataclass(frozen=True)
class BriefErrand:
    """What a button of a digest asks for: the row that was pressed, the kind of thing, and its arguments."""

    person: int
    moment: datetime
    inbox: int
    pressed: int
    what: str
    args: tuple[str, ...]
