"""The inbox: every raw update, stored before the messenger forgets it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Arrival:
    """A raw update as intake outlines it; ``raw`` is JSON in ASCII."""

    platform: str
    bot_id: int
    update_id: int
    user_id: int | None
    chat_id: int | None
    raw: str = field(repr=False)  # it may hold a phone


@dataclass(frozen=True)
class Inbound:
    """A stored update that waits for its turn; ``line`` is whom it keeps its order with."""

    id: int
    platform: str
    user_id: int | None
    chat_id: int | None
    received_at: datetime
    raw: str = field(repr=False)
    attempts: int
    line: str


async def save(tx: Transaction, arrivals: Iterable[Arrival], now: datetime) -> list[Inbound]:
    """Store what is new of ``arrivals``; what was stored before is passed over."""
    return [stored for arrival in arrivals if (stored := await _save_one(tx, arrival, now))]


async def _save_one(tx: Transaction, arrival: Arrival, now: datetime) -> Inbound | None:
    number = await tx.value(
        """INSERT INTO inbox (platform, bot_id, update_id, user_id, chat_id, received_at, raw)
           VALUES (:platform, :bot_id, :update_id, :user_id, :chat_id, :now, :raw)
           ON CONFLICT (bot_id, update_id) DO NOTHING RETURNING id""",
        platform=arrival.platform,
        bot_id=arrival.bot_id,
        update_id=arrival.update_id,
        user_id=arrival.user_id,
        chat_id=arrival.chat_id,
        now=now,
        raw=arrival.raw,
    )
    if number is None:
        return None
    line = await _line(tx, arrival.platform, arrival.user_id, arrival.chat_id)
    return Inbound(int(number), arrival.platform, arrival.user_id, arrival.chat_id, now, arrival.raw, 0, line)


async def list_waiting(tx: Reading, platform: str) -> list[Inbound]:
    """Return the updates that a former process left unfinished, oldest first."""
    return await tx.all(
        Inbound,
        """SELECT id, inbox.platform, inbox.user_id, inbox.chat_id, received_at, raw, attempts,
                  CASE WHEN person_id IS NULL THEN inbox.platform || ':' || coalesce(inbox.chat_id, 0)
                       ELSE 'person:' || person_id END
           FROM inbox LEFT JOIN accounts USING (platform, user_id)
           WHERE inbox.state = 'waiting' AND inbox.platform = :platform ORDER BY id""",
        platform=platform,
    )


async def count_attempt(tx: Transaction, number: int) -> None:
    """Write down that a row is begun once more after the death of a process."""
    tx.write("UPDATE inbox SET attempts = attempts + 1 WHERE id = :number", number=number)


async def uncount_attempt(tx: Transaction, number: int) -> None:
    """Take that back: it was the disk that ended the process, not the row."""
    tx.write("UPDATE inbox SET attempts = max(attempts - 1, 0) WHERE id = :number", number=number)


async def end(tx: Transaction, number: int) -> None:
    """End a row that was handled; its raw body is emptied, since it holds phones."""
    tx.write("UPDATE inbox SET state = 'done', raw = '' WHERE id = :number", number=number)


async def set_aside(tx: Transaction, number: int, problem: str) -> None:
    """Make a dead letter of a row: kept whole for those who will look, never run again."""
    tx.write("UPDATE inbox SET state = 'dead', problem = :problem WHERE id = :number", number=number, problem=problem)


async def forget(tx: Transaction, before: datetime) -> int:
    """Forget handled rows received before an instant, and return how many they were; what was set aside stays."""
    return await tx.run("DELETE FROM inbox WHERE state = 'done' AND received_at < :before", before=before)


async def _line(tx: Reading, platform: str, user_id: int | None, chat_id: int | None) -> str:
    person = await tx.value(
        "SELECT person_id FROM accounts WHERE platform = :platform AND user_id = :user_id",
        platform=platform,
        user_id=user_id,
    )
    return f"{platform}:{chat_id or 0}" if person is None else f"person:{person}"
