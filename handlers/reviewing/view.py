"""What an owner sees of the reports of a week: axes with their counts, a page of one, the card of a report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from bot.language.week import Week
from bot.reviewing.facts import WAIT
from bot.reviewing.fields import Field
from storage.programme import Axis
from storage.review_decisions import ReviewDecision
from storage.reviews import Return, Reviewed

PAGE = 8
"""Reports on one page."""


@dataclass(frozen=True)
class ReviewState:
    """Where it stands: «axes», «axis», «all» (its provinces), «card», «field» (which is handed back), «reason» (why).

    Before it is done: «approving» (the reports of a page) and «sure» (a field handed back, for this ``reason``);
    «decided»: what can still be taken back.

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
    reason: str = ""


@dataclass(frozen=True)
class ReviewLine:
    """A report with its fields; of one that was approved before, only what has changed since."""

    report: Reviewed
    province: str
    fields: tuple[Field, ...]
    evidence: int = 0

    @property
    def key(self) -> str:
        """Return the revision that is shown."""
        return f"{self.report.id}:{self.report.revision}"

    @property
    def waiting(self) -> bool:
        """Say whether it waits to be looked at."""
        return self.report.standing == "waiting"

    @property
    def urgent(self) -> bool:
        """Say whether it wants to be opened: it is not approved with the others of a page."""
        return self.report.status in {"attention", "stopped"}


@dataclass(frozen=True)
class AxisCount:
    """How many reports of an axis wait, are approved, and have a field handed back."""

    axis: Axis
    waiting: int
    approved: int
    returned: int


@dataclass(frozen=True)
class ReviewUnit:
    """A province on the open axis: «waiting», «held», «signing», «returned», «approved», «missing»; its report.

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
class Decided:
    """What was decided at one instant: reports «approved» together, or a field «held», by its ``title``."""

    kind: str
    at: datetime
    of: tuple[ReviewDecision, ...]
    title: str = ""

    @property
    def until(self) -> datetime:
        """Return until when it can be taken back."""
        return self.at + WAIT


def acts_of(decisions: list[ReviewDecision], titles: Mapping[str, str]) -> tuple[Decided, ...]:
    """Return decisions as they were made, the newest first."""
    made = groupby(decisions, lambda each: (each.indicator, each.at))
    return tuple(
        Decided("held" if code else "approved", at, tuple(each), titles.get(code, code)) for (code, at), each in made
    )


@dataclass(frozen=True)
class ReviewView:
    """All that a step may need; ``units`` are the provinces of the open axis, ``lines`` the waiting reports of a page.

    ``older`` and ``newer`` are the weeks beside it, where there are any to look at.
    ``until`` when its province can mend the open report, None where no field of it can be handed back any more;
    ``acts``: what the person has decided on the axis, and can still take back; ``held`` are the returns of the open
    report that have not left.
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
    until: datetime | None = None
    acts: tuple[Decided, ...] = ()
    held: tuple[ReviewDecision, ...] = ()
    history: tuple[Past, ...] = ()
    comments: int = 0
