"""The period ledger: what the clock has done, once each."""

from datetime import datetime

from storage.transaction import Reading, Transaction


def enter(tx: Transaction, now: datetime, entry: tuple[str, str, str], outcome: str = "done") -> bool:
    """Enter (kind, period, subject) as done or skipped; False when it stood there already."""
    kind, period, subject = entry
    return bool(
        tx.run(
            """INSERT INTO ledger (kind, period, subject, outcome, at)
               VALUES (:kind, :period, :subject, :outcome, :now) ON CONFLICT DO NOTHING""",
            kind=kind,
            period=period,
            subject=subject,
            outcome=outcome,
            now=now,
        )
    )


def has(tx: Reading, kind: str, period: str, subject: str = "") -> bool:
    """Say whether a period's work was done or skipped."""
    return bool(
        tx.value(
            "SELECT 1 FROM ledger WHERE kind = :kind AND period = :period AND subject = :subject",
            kind=kind,
            period=period,
            subject=subject,
        )
    )
