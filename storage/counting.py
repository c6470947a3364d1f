"""What came when, for the fair count."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.transaction import Reading


@dataclass(frozen=True)
class Arrived:
    """A report as it first came: who wrote it, and whether it was judged late then."""

    week: date
    province: str
    axis: str
    late: bool
    first_at: datetime
    written_by: int


@dataclass(frozen=True)
class _Platform:
    person_id: int
    platform: str


async def list_arrived(tx: Reading, first: date, last: date) -> list[Arrived]:
    """Return the reports of the weeks from one Saturday to another; what only awaits a signature has not come."""
    return await tx.all(
        Arrived,
        """SELECT week, province, axis, late, first_at, written_by FROM reports
           WHERE week BETWEEN :first AND :last
             AND (state <> 'ready' OR EXISTS (SELECT 1 FROM acceptances WHERE report_id = reports.id))""",
        first=first,
        last=last,
    )


async def list_platforms(tx: Reading) -> dict[int, frozenset[str]]:
    """Return the messengers that everybody has an account on, by person."""
    found: dict[int, frozenset[str]] = {}
    for row in await tx.all(_Platform, "SELECT person_id, platform FROM accounts WHERE person_id IS NOT NULL"):
        found[row.person_id] = found.get(row.person_id, frozenset()) | {row.platform}
    return found
