"""What an owner sees of the reports of a week: axes with their counts, a page of one, the card of a report."""

from dataclasses import dataclass
from datetime import datetime

from bot.language.week import Week
from bot.reviewing.fields import Field
from storage.programme import Axis
from storage.reviews import Return, Reviewed

PAGE = 8
"""Reports on one page."""


@dataclass(frozen=True)
class ReviewState:
    """Where it stands: «axes», «axis», «all» (its provinces), «card», «field» (which is handed back) or «reason» (why).

    ``shown`` are the revisions that stand on the page or the card, `id:revision` with «;»: only these are approved or
    handed back; ``note`` stands above the next screen.
    """

    at: str = "axes"
    week: str = ""
    axis: str = ""
    page: int = 0
    shown: str = ""
    report: int = 0
    indicator: str = ""
    note: str = ""


@dataclass(frozen=True)
class ReviewLine:
    """A report with its fields; of one that was approved before, only what has changed since."""

    report: Reviewed
    province: str
    fields: tuple[Field, ...]

    @property
    def key(self) -> str:
        """Return the revision that is shown."""
        return f"{self.report.id}:{self.report.revision}"

    @property
    def waiting(self) -> bool:
        """Say whether it waits to be looked at."""
        return self.report.standing == "waiting"


@dataclass(frozen=True)
class AxisCount:
    """How many reports of an axis wait, are approved, and have a field handed back."""

    axis: Axis
    waiting: int
    approved: int
    returned: int


@dataclass(frozen=True)
class ReviewUnit:
    """A province on the open axis: «waiting», «signing», «returned», «approved» or «missing»; its report's id, or 0.

    «signing»: it has to answer, and its correction awaits the CEO's signature.
    """

    code: str
    name: str
    state: str
    report: int


@dataclass(frozen=True)
class Past:
    """A field that was handed back, and for how many working days the province has held it, or held it."""

    row: Return
    days: int


@dataclass(frozen=True)
class ReviewView:
    """All that a step may need; ``units`` are the provinces of the open axis, ``lines`` the waiting reports of a page.

    ``older`` and ``newer`` are the weeks beside it, where there are any to look at.
    ``locked``: no field of the open report can be handed back any more.
    """

    state: ReviewState
    moment: datetime
    week: Week
    older: Week | None
    newer: Week | None
    axes: tuple[AxisCount, ...]
    axis: AxisCount | None = None
    units: tuple[ReviewUnit, ...] = ()
    lines: tuple[ReviewLine, ...] = ()
    pages: int = 1
    card: ReviewLine | None = None
    locked: bool = False
    history: tuple[Past, ...] = ()
    comments: int = 0
    evidence: int = 0
