"""Announcements: who sent what to how many; the rows themselves stand in the outbox."""

from dataclasses import dataclass
from datetime import datetime

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Announcement:
    """A confirmed announcement."""

    id: int
    author_id: int
    text: str
    recipients: int
    confirmed_at: datetime


def add(tx: Transaction, author_id: int, text: str, recipients: int, now: datetime) -> int:
    """Add a confirmed announcement and return its number."""
    return tx.insert(
        """INSERT INTO announcements (author_id, text, recipients, confirmed_at)
           VALUES (:author_id, :text, :recipients, :now)""",
        author_id=author_id,
        text=text,
        recipients=recipients,
        now=now,
    )


def list_finished(tx: Reading) -> list[Announcement]:
    """Return the announcements of which every row has its end and the author was not told yet."""
    return tx.all(
        Announcement,
        """SELECT id, author_id, text, recipients, confirmed_at FROM announcements
           WHERE reported_at IS NULL AND NOT EXISTS (
               SELECT 1 FROM outbox WHERE announcement_id = announcements.id AND state IN ('pending', 'sending'))
           ORDER BY id""",
    )


def note_reported(tx: Transaction, announcement_id: int, now: datetime) -> None:
    """Note that the author was told how it went."""
    tx.run(
        "UPDATE announcements SET reported_at = :now WHERE id = :announcement_id",
        now=now,
        announcement_id=announcement_id,
    )
