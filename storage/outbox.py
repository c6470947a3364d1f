"""The outbox: every outgoing message is a row first."""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime

from storage.outgoing import Outgoing
from storage.transaction import Reading, Transaction

CANCELLED = "cancelled"
INACTIVE = "no longer active"
"""Why a row never left."""


@dataclass(frozen=True)
class Address:
    """A chat on a messenger, and whose it is (None while unknown)."""

    platform: str
    chat_id: int
    person_id: int | None = None


@dataclass(frozen=True)
class Letter:
    """What is to be sent: neutral text, keyboards as JSON, what it belongs to, and the one messenger it may go over."""

    text: str
    buttons: str = ""
    menu: str = ""
    file: str = ""
    kind: str = "reply"
    operation: str = "send"
    target: int | None = None
    inbox_id: int | None = None
    announcement_id: int | None = None
    only_on: str = ""


@dataclass(frozen=True)
class Shown:
    """The row behind a pressed button: whose it is and which buttons it showed."""

    id: int
    platform: str
    chat_id: int
    person_id: int | None
    target: int | None
    buttons: str
    file: str
    token: str = ""
    kind: str = ""


@dataclass(frozen=True)
class SentMessage:
    """A row, and the messenger's id of its message."""

    id: int
    message_id: int


async def save(tx: Transaction, address: Address, letter: Letter, now: datetime) -> Outgoing:
    """Add a row; after the commit it is sent."""
    last = tx.recall("outbox")
    number = (last if isinstance(last, int) else await tx.count("SELECT coalesce(max(id), 0) FROM outbox")) + 1
    tx.leave("outbox", number)
    row = Outgoing(
        id=number,
        token=secrets.token_urlsafe(8)[:10],
        platform=address.platform,
        chat_id=address.chat_id,
        person_id=address.person_id,
        kind=letter.kind,
        operation=letter.operation,
        target=letter.target,
        text=letter.text,
        buttons=letter.buttons,
        menu=letter.menu,
        file=letter.file,
        attempts=0,
    )
    tx.write(
        """INSERT INTO outbox (id, token, platform, chat_id, person_id, kind, operation, target, text, buttons, menu,
                               file, inbox_id, announcement_id, only_on, created_at)
           VALUES (:id, :token, :platform, :chat_id, :person_id, :kind, :operation, :target, :text, :buttons, :menu,
                   :file, :inbox_id, :announcement_id, :only_on, :now)""",
        **vars(row),
        inbox_id=letter.inbox_id,
        announcement_id=letter.announcement_id,
        only_on=letter.only_on,
        now=now,
    )
    tx.created.append(row)
    return row


async def copy(tx: Transaction, number: int, address: Address, now: datetime) -> Outgoing:
    """Add a row that sends anew, to another chat, what a row says."""
    letter = await tx.one(
        Letter,
        """SELECT text, buttons, menu, file, kind, CASE operation WHEN 'edit' THEN 'send' ELSE operation END,
                  NULL, inbox_id, announcement_id, only_on
           FROM outbox WHERE id = :number""",
        number=number,
    )
    assert letter is not None  # noqa: S101 - it was just settled
    return await save(tx, address, letter, now)


async def list_open(tx: Reading, platform: str, state: str) -> list[Outgoing]:
    """Return what a former process left «pending», or «sending»: nobody knows whether the latter arrived."""
    return await tx.all(
        Outgoing,
        """SELECT id, token, platform, chat_id, person_id, kind, operation, target, text, buttons, menu, file, attempts,
                  CASE kind WHEN 'reply' THEN (SELECT received_at FROM inbox WHERE inbox.id = inbox_id) END
           FROM outbox WHERE state IN ('pending', 'sending') AND platform = :platform AND state = :state ORDER BY id""",
        platform=platform,
        state=state,
    )


async def get_shown(tx: Reading, token: str) -> Shown | None:
    """Return the row whose buttons carry ``token``."""
    return await tx.one(
        Shown,
        "SELECT id, platform, chat_id, person_id, target, buttons, file, token, kind FROM outbox WHERE token = :token",
        token=token,
    )


async def get_by_id(tx: Reading, number: int) -> Shown | None:
    """Return the row of a number."""
    return await tx.one(
        Shown,
        "SELECT id, platform, chat_id, person_id, target, buttons, file, token, kind FROM outbox WHERE id = :number",
        number=number,
    )


async def get_message_ids(tx: Reading, numbers: list[int]) -> dict[int, int]:
    """Return the messenger's id of sent rows' messages, for those of which it is known."""
    known = await tx.all(
        SentMessage,
        """SELECT id, message_id FROM outbox
           WHERE id IN (SELECT value FROM json_each(:ids)) AND message_id IS NOT NULL""",
        ids=json.dumps(numbers),
    )
    return {row.id: row.message_id for row in known}


async def begin_sending(tx: Transaction, operations: dict[int, str]) -> set[int]:
    """Mark rows before the network sees them, each with its operation: «send» may have become of «edit».

    Left out of what is returned: they may not leave any more, since their announcement was cancelled or their reader is
    no longer active.
    """
    marked = await tx.column(
        """UPDATE outbox SET state = 'sending', operation = begun.value
           FROM json_each(:operations) AS begun
           WHERE outbox.id = CAST(begun.key AS INTEGER) AND state = 'pending'
           AND (kind NOT IN ('announcement', 'push') OR person_id IS NULL
                OR EXISTS (SELECT 1 FROM people WHERE people.id = person_id AND people.state = 'active'))
           AND (kind <> 'announcement' OR operation = 'delete' OR announcement_id IS NULL OR NOT EXISTS
                (SELECT 1 FROM announcements WHERE announcements.id = announcement_id
                 AND announcements.state IN ('cancelled', 'deleted')))
           RETURNING outbox.id""",
        operations=json.dumps(operations),
    )
    return {int(number or 0) for number in marked}


async def withhold(tx: Transaction, number: int, now: datetime) -> None:
    """End a row that may not leave, unless its cancellation has ended it already."""
    tx.write(
        """UPDATE outbox SET ended_at = :now,
                  state = CASE WHEN EXISTS (SELECT 1 FROM people WHERE people.id = person_id
                                            AND people.state = 'active') THEN 'replaced' ELSE 'failed' END,
                  problem = CASE WHEN EXISTS (SELECT 1 FROM people WHERE people.id = person_id
                                              AND people.state = 'active') THEN :cancelled ELSE :inactive END
           WHERE id = :number AND state = 'pending'""",
        number=number,
        now=now,
        cancelled=CANCELLED,
        inactive=INACTIVE,
    )


async def replace_waiting(tx: Transaction, number: int, now: datetime) -> bool:
    """End a row that has not left, since another says it better; False: it has left."""
    return bool(
        await tx.run(
            "UPDATE outbox SET state = 'replaced', ended_at = :now WHERE id = :number AND state = 'pending'",
            number=number,
            now=now,
        )
    )


async def list_messages(tx: Reading, announcement_id: int, since: datetime) -> list[Shown]:
    """Return a row for every message of an announcement that was sent since an instant, or is being sent."""
    return await tx.all(
        Shown,
        """SELECT min(id), platform, chat_id, person_id, NULL, '', '' FROM outbox
           WHERE announcement_id = :announcement_id AND kind = 'announcement' AND operation <> 'delete'
           AND (message_id IS NOT NULL OR state = 'sending')
           GROUP BY platform, chat_id, coalesce(message_id, -id)
           HAVING min(coalesce(ended_at, created_at)) >= :since ORDER BY min(id)""",
        announcement_id=announcement_id,
        since=since,
    )


async def cancel_announcement(tx: Transaction, announcement_id: int, now: datetime) -> int:
    """End the rows of an announcement that have not left; return how many they are."""
    return await tx.run(
        """UPDATE outbox SET state = 'replaced', problem = :cancelled, ended_at = :now
           WHERE announcement_id = :announcement_id AND kind = 'announcement' AND state = 'pending'""",
        announcement_id=announcement_id,
        cancelled=CANCELLED,
        now=now,
    )


async def withdraw(tx: Transaction, number: int, problem: str, now: datetime) -> bool:
    """End a row that still waits, for a reason; False when it has left already."""
    changed = await tx.run(
        """UPDATE outbox SET state = 'replaced', problem = :problem, ended_at = :now
           WHERE id = :number AND state = 'pending'""",
        number=number,
        problem=problem,
        now=now,
    )
    return bool(changed)


async def end_sending(tx: Transaction, number: int, state: str, problem: str, now: datetime) -> None:
    """End a row as unknown, blocked, failed or replaced."""
    tx.write(
        "UPDATE outbox SET state = :state, problem = :problem, ended_at = :now WHERE id = :number",
        number=number,
        state=state,
        problem=problem,
        now=now,
    )


async def note_sent(tx: Transaction, number: int, message_id: int | None, now: datetime) -> None:
    """End a row as sent, and keep where its message stands (None: an edit, which stands where it stood)."""
    tx.write(
        """UPDATE outbox SET state = 'sent', problem = '', ended_at = :now,
                  message_id = coalesce(:message_id, message_id)
           WHERE id = :number""",
        number=number,
        message_id=message_id,
        now=now,
    )


async def keep_message_id(tx: Transaction, number: int, message_id: int) -> None:
    """Keep where the message of an edited row stands now, under the row that later edits name too."""
    tx.write("UPDATE outbox SET message_id = :message_id WHERE id = :number", number=number, message_id=message_id)


async def send_again(tx: Transaction, number: int, problem: str, *, maybe_twice: bool) -> None:
    """Let a row wait once more; ``maybe_twice`` records that the first may have arrived."""
    tx.write(
        """UPDATE outbox SET state = 'pending', problem = :problem, attempts = attempts + :maybe_twice,
                  maybe_twice = maybe_twice OR :maybe_twice
           WHERE id = :number""",
        number=number,
        problem=problem,
        maybe_twice=int(maybe_twice),
    )


async def list_open_files(tx: Reading) -> list[str]:
    """Return the attachments of the rows that are still to be sent."""
    found = await tx.column("SELECT DISTINCT file FROM outbox WHERE state IN ('pending', 'sending') AND file <> ''")
    return [str(file) for file in found]


async def give_up_open(tx: Transaction, problem: str, now: datetime) -> int:
    """End whatever waits as «unknown»: nobody knows any more whether it was sent; return how many rows there were."""
    return await tx.run(
        """UPDATE outbox SET state = 'unknown', problem = :problem, ended_at = :now
           WHERE state IN ('pending', 'sending')""",
        problem=problem,
        now=now,
    )


async def forget(tx: Transaction, before: datetime) -> int:
    """Forget ended rows made before an instant that no live screen, announcement or edit of these needs."""
    return await tx.run(
        """DELETE FROM outbox WHERE created_at < :before AND state NOT IN ('pending', 'sending')
           AND announcement_id IS NULL AND id NOT IN (SELECT screen FROM conversations WHERE screen IS NOT NULL)
           AND NOT EXISTS (
               SELECT 1 FROM outbox AS edit WHERE edit.target = outbox.id
               AND (edit.created_at >= :before OR edit.state IN ('pending', 'sending')
                    OR edit.announcement_id IS NOT NULL
                    OR edit.id IN (SELECT screen FROM conversations WHERE screen IS NOT NULL)))""",
        before=before,
    )
