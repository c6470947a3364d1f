"""When the intake of a messenger was last good, and when messengers were away."""

from dataclasses import dataclass
from datetime import datetime

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Outage:
    """A span in which a messenger could not be heard; ``declared_by`` is an admin, None: intake noticed it."""

    platform: str
    began_at: datetime
    ended_at: datetime
    declared_by: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class _Intake:
    good_at: datetime


async def get_good_at(tx: Reading, platform: str) -> datetime | None:
    """Return when the intake of a messenger was last known to be good."""
    found = await tx.one(_Intake, "SELECT good_at FROM intakes WHERE platform = :platform", platform=platform)
    return found.good_at if found else None


async def note_good(tx: Transaction, platform: str, now: datetime) -> None:
    """Note that the intake of a messenger is good now."""
    tx.write(
        """INSERT INTO intakes (platform, good_at) VALUES (:platform, :now)
           ON CONFLICT (platform) DO UPDATE SET good_at = :now""",
        platform=platform,
        now=now,
    )


async def add(tx: Transaction, outage: Outage) -> None:
    """Write an outage down."""
    tx.write(
        """INSERT INTO outages (platform, began_at, ended_at, declared_by, reason)
           VALUES (:platform, :began_at, :ended_at, :declared_by, :reason)""",
        platform=outage.platform,
        began_at=outage.began_at,
        ended_at=outage.ended_at,
        declared_by=outage.declared_by,
        reason=outage.reason,
    )


async def list_over(tx: Reading, instant: datetime) -> list[Outage]:
    """Return the outages that an instant lies in, the one that ended last first."""
    return await tx.all(
        Outage,
        """SELECT platform, began_at, ended_at, declared_by, reason FROM outages
           WHERE ended_at > :instant AND began_at <= :instant ORDER BY ended_at DESC""",
        instant=instant,
    )


async def list_between(tx: Reading, after: datetime, until: datetime) -> list[Outage]:
    """Return the outages that touch a span of time, in their order."""
    return await tx.all(
        Outage,
        """SELECT platform, began_at, ended_at, declared_by, reason FROM outages
           WHERE ended_at > :after AND began_at <= :until ORDER BY began_at, id""",
        after=after,
        until=until,
    )
