"""Exceptions: what a province may still report after the lock, and until when."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Exempted:
    """An axis of a week that is open to a province until an instant."""

    week: date
    axis: str
    expires_at: datetime


@dataclass(frozen=True)
class Granted:
    """An exception as it was granted, whether or not it has expired."""

    province: str
    week: date
    axis: str
    reason: str
    granted_at: datetime
    expires_at: datetime

    def holds(self, now: datetime) -> bool:
        """Say whether it holds at an instant."""
        return self.granted_at <= now < self.expires_at


async def grant(tx: Transaction, person_id: int, granted: Granted) -> None:
    """Grant an exception; the same one again changes its reason and its end."""
    tx.write(
        """INSERT INTO exceptions (province, week, axis, reason, granted_by, granted_at, expires_at)
           VALUES (:province, :week, :axis, :reason, :person_id, :granted_at, :expires_at)
           ON CONFLICT (province, week, axis) DO UPDATE
           SET reason = :reason, granted_by = :person_id, expires_at = :expires_at""",
        province=granted.province,
        week=granted.week,
        axis=granted.axis,
        reason=granted.reason,
        person_id=person_id,
        granted_at=granted.granted_at,
        expires_at=granted.expires_at,
    )


async def list_valid(tx: Reading, province: str, now: datetime) -> list[Exempted]:
    """Return what a province may still report although it is locked, in the order of weeks and axes."""
    granted = await tx.all(
        Granted,
        """SELECT province, week, axis, reason, granted_at, expires_at FROM exceptions
           WHERE province = :province ORDER BY week, axis""",
        province=province,
    )
    return [Exempted(each.week, each.axis, each.expires_at) for each in granted if each.holds(now)]


async def list_granted(tx: Reading, first: date, last: date) -> list[Granted]:
    """Return the exceptions of the weeks from one Saturday to another."""
    return await tx.all(
        Granted,
        """SELECT province, week, axis, reason, granted_at, expires_at FROM exceptions
           WHERE week BETWEEN :first AND :last ORDER BY province, week, axis""",
        first=first,
        last=last,
    )
