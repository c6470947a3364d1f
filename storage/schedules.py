"""The week's schedule as admins have changed it: its lines, from a week on until the next."""

from dataclasses import dataclass
from datetime import date

from storage.calendar import note_change
from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class StoredSchedule:
    """All lines of the week (JSON), from the week of a Saturday on."""

    week: date
    lines: str


async def list_all(tx: Reading) -> list[StoredSchedule]:
    """Return the schedules, in order."""
    return await tx.all(StoredSchedule, "SELECT week, lines FROM schedules ORDER BY week")


async def save(tx: Transaction, schedule: StoredSchedule) -> None:
    """Keep the schedule that holds from a week on."""
    await note_change(tx)
    tx.write(
        """INSERT INTO schedules (week, lines) VALUES (:week, :lines)
           ON CONFLICT (week) DO UPDATE SET lines = :lines""",
        week=schedule.week,
        lines=schedule.lines,
    )
