"""Threads: the questions that a recipient asks about an announcement, and the answers."""

from dataclasses import dataclass
from datetime import datetime

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class ThreadMessage:
    """One question or answer, with its author's name."""

    author_id: int
    author: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Thread:
    """A recipient's thread on an announcement; ``open`` while the recipient said the last word."""

    recipient_id: int
    recipient: str
    messages: int
    open: bool


async def add(tx: Transaction, key: tuple[int, int], author_id: int, text: str, at: datetime) -> None:
    """Add a message to a thread; ``key`` is the announcement and the recipient."""
    announcement_id, recipient_id = key
    tx.write(
        """INSERT INTO thread_messages (announcement_id, recipient_id, author_id, text, at)
           VALUES (:announcement_id, :recipient_id, :author_id, :text, :at)""",
        announcement_id=announcement_id,
        recipient_id=recipient_id,
        author_id=author_id,
        text=text,
        at=at,
    )


async def list_messages(tx: Reading, key: tuple[int, int]) -> list[ThreadMessage]:
    """Return a thread, oldest message first."""
    announcement_id, recipient_id = key
    return await tx.all(
        ThreadMessage,
        """SELECT author_id, full_name, text, at FROM thread_messages JOIN people ON people.id = author_id
           WHERE announcement_id = :announcement_id AND recipient_id = :recipient_id ORDER BY thread_messages.id""",
        announcement_id=announcement_id,
        recipient_id=recipient_id,
    )


async def list_threads(tx: Reading, announcement_id: int) -> list[Thread]:
    """Return the threads on an announcement, those that wait for an answer first."""
    return await tx.all(
        Thread,
        """SELECT recipient_id, full_name, count(*),
                  max(thread_messages.id) = max(iif(author_id = recipient_id, thread_messages.id, 0)) AS open
           FROM thread_messages JOIN people ON people.id = recipient_id
           WHERE announcement_id = :announcement_id GROUP BY recipient_id
           ORDER BY open DESC, max(thread_messages.id) DESC""",
        announcement_id=announcement_id,
    )


async def get_answerer(tx: Reading, key: tuple[int, int]) -> int | None:
    """Return who last wrote to a recipient on a thread."""
    announcement_id, recipient_id = key
    found = await tx.value(
        """SELECT author_id FROM thread_messages WHERE announcement_id = :announcement_id
           AND recipient_id = :recipient_id AND author_id <> recipient_id ORDER BY id DESC LIMIT 1""",
        announcement_id=announcement_id,
        recipient_id=recipient_id,
    )
    return None if found is None else int(found)
