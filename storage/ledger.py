"""The period ledger: what the clock has done, once each."""

from datetime import datetime

from storage.transaction import Reading, Transaction

Entry = tuple[str, str, str]
"""Kind, period and subject of what the clock does once."""


async def enter(tx: Transaction, now: datetime, entry: Entry, outcome: str = "done", reason: str = "") -> bool:
    """Enter something as done, or as skipped for a reason; False when it stood there already."""
    kind, period, subject = entry
    return bool(
        await tx.run(
            """INSERT INTO ledger (kind, period, subject, outcome, reason, at)
               VALUES (:kind, :period, :subject, :outcome, :reason, :now) ON CONFLICT DO NOTHING""",
            kind=kind,
            period=period,
            subject=subject,
            outcome=outcome,
            reason=reason,
            now=now,
        )
    )


async def has(tx: Reading, kind: str, period: str, subject: str = "") -> bool:
    """Say whether a period's work was done or skipped."""
    return bool(
        await tx.value(
            "SELECT 1 FROM ledger WHERE kind = :kind AND period = :period AND subject = :subject",
            kind=kind,
            period=period,
            subject=subject,
        )
    )


async def list_subjects(tx: Reading, kind: str, period: str) -> frozenset[str]:
    """Return the subjects of which a period's work was done or skipped."""
    found = await tx.column(
        "SELECT subject FROM ledger WHERE kind = :kind AND period = :period", kind=kind, period=period
    )
    return frozenset(map(str, found))


async def list_units(tx: Reading, kind: str, period: str) -> frozenset[str]:
    """Return the units of which a period's work was done or skipped as a whole."""
    found = await tx.column(
        "SELECT subject FROM ledger WHERE kind = :kind AND period = :period AND instr(subject, '/') = 0",
        kind=kind,
        period=period,
    )
    return frozenset(map(str, found))


async def list_people(tx: Reading, kind: str, period: str, unit: str) -> frozenset[str]:
    """Return the people of a unit, as «unit/person», of whom a period's work was done or skipped."""
    found = await tx.column(
        """SELECT subject FROM ledger WHERE kind = :kind AND period = :period
           AND subject >= :unit || '/' AND subject < :unit || '0'  -- «0» follows «/»""",
        kind=kind,
        period=period,
        unit=unit,
    )
    return frozenset(map(str, found))


async def note(tx: Transaction, entry: Entry, reason: str) -> None:
    """Write down how it came that something was done."""
    kind, period, subject = entry
    tx.write(
        "UPDATE ledger SET reason = :reason WHERE kind = :kind AND period = :period AND subject = :subject",
        reason=reason,
        kind=kind,
        period=period,
        subject=subject,
    )


async def take_back(tx: Transaction, entry: Entry, reason: str) -> None:
    """Note that what was done came to nothing after all: it never left."""
    kind, period, subject = entry
    tx.write(
        """UPDATE ledger SET outcome = 'skipped', reason = :reason
           WHERE kind = :kind AND period = :period AND subject = :subject""",
        reason=reason,
        kind=kind,
        period=period,
        subject=subject,
    )


async def forget(tx: Transaction, entry: Entry) -> None:
    """Let something be due anew that was done: it never left, through no fault of its own."""
    kind, period, subject = entry
    tx.write(
        "DELETE FROM ledger WHERE kind = :kind AND period = :period AND subject = :subject",
        kind=kind,
        period=period,
        subject=subject,
    )
