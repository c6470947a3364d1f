"""How one report is judged, and how judged ones are summed. Pure."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TypeVar

from bot.language.week import Week
from bot.programme.timetable import Timetable

Key = TypeVar("Key", bound=Hashable)
OUTCOMES = ("on_time", "late", "outage", "exception", "missing")


@dataclass(frozen=True, slots=True)
class JudgedReport:
    """One axis × one province × one week that was asked, and what became of it; ``delay`` is that of late ones."""

    week: Week
    province: str
    axis: str
    outcome: str
    delay: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What speaks for a report: until when an outage at its deadline excuses, and its exception, if there are any."""

    excused_until: datetime | None = None
    exception: tuple[datetime, datetime] | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were asked, and what became of them."""

    on_time: int = 0
    late: int = 0
    outage: int = 0
    exception: int = 0
    missing: int = 0
    delay: timedelta = timedelta(0)

    @property
    def received(self) -> int:
        """Return how many came, whenever that was."""
        return self.on_time + self.late + self.outage + self.exception

    @property
    def expected(self) -> int:
        """Return how many were asked, and are due by now."""
        return self.received + self.missing

    @property
    def completeness(self) -> Fraction | None:
        """Return the share of what was asked that came; None where nothing was asked."""
        return Fraction(self.received, self.expected) if self.expected else None


def judge(
    now: datetime, times: Timetable, arrived: tuple[datetime, bool] | None, allowance: Allowance
) -> tuple[str, timedelta] | None:
    """Return outcome and delay of what was asked, None while it still has time.

    ``arrived`` is when it first came, and whether it was judged late then.
    """
    if arrived is None:
        running = allowance.exception is not None and now < allowance.exception[1]
        return None if now <= times.deadline or running else ("missing", timedelta(0))
    came, late = arrived
    if not late or came <= times.deadline:
        return "on_time", timedelta(0)
    if allowance.exception and came >= times.lock and allowance.exception[0] <= came <= allowance.exception[1]:
        return "exception", timedelta(0)
    if allowance.excused_until and came <= allowance.excused_until:
        return "outage", timedelta(0)
    return "late", came - times.deadline


def tally(cells: Iterable[JudgedReport]) -> Tally:
    """Sum judged cells."""
    found = list(cells)
    counts = Counter(cell.outcome for cell in found)
    return Tally(**{name: counts[name] for name in OUTCOMES}, delay=sum((cell.delay for cell in found), timedelta(0)))


def tally_by(cells: Iterable[JudgedReport], key: Callable[[JudgedReport], Key]) -> dict[Key, Tally]:
    """Sum judged cells by week, province, axis or whatever else a cell has."""
    groups: dict[Key, list[JudgedReport]] = {}
    for cell in cells:
        groups.setdefault(key(cell), []).append(cell)
    return {each: tally(group) for each, group in groups.items()}
