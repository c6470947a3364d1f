"""What headquarters' morning counts: received, missing, and what changed. Pure but for the reading."""

from dataclasses import dataclass
from datetime import datetime

from bot.language.week import Week
from bot.programme.held import hold_calendar, hold_programme
from bot.programme.provinces import PROVINCES
from bot.reporting.due import axes_due, week_at_hand
from storage import reports
from storage.reports import Report
from storage.transaction import Reading


@dataclass(frozen=True)
class Standing:
    """How far each province (ISO code) is in a week, and what came in since an instant."""

    week: Week
    due: tuple[str, ...]
    done: dict[str, int]
    fresh: tuple[Report, ...]

    @property
    def complete(self) -> tuple[str, ...]:
        """Return the provinces with every axis handed in."""
        return tuple(code for code, count in self.done.items() if count >= len(self.due))

    @property
    def partial(self) -> tuple[str, ...]:
        """Return the provinces with some axes handed in."""
        return tuple(code for code, count in self.done.items() if 0 < count < len(self.due))

    @property
    def silent(self) -> tuple[str, ...]:
        """Return the provinces of which nothing came."""
        return tuple(code for code, count in self.done.items() if count == 0)


def count_standing(tx: Reading, now: datetime, since: datetime, axes: frozenset[str] | None = None) -> Standing:
    """Count the week at hand; ``axes`` limits it to some of them."""
    held = hold_calendar(tx)
    week, _times = week_at_hand(now, held, "")
    plan = hold_programme(tx, week.year)
    due = tuple(axis.code for axis in axes_due(plan.axes, week) if axes is None or axis.code in axes)
    counts = dict.fromkeys((province.code for province in PROVINCES if due), 0)  # who owes nothing is not counted
    for report in reports.list_of_week(tx, week.saturday):
        if report.axis in due and report.province in counts:
            counts[report.province] += 1
    fresh = tuple(
        report for report in reports.list_submitted_between(tx, since, now) if axes is None or report.axis in axes
    )
    return Standing(week, due, counts, fresh)
