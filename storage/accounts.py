"""Accounts: where a person can be reached, by messenger."""

from dataclasses import dataclass, replace
from datetime import datetime

from storage.outbox import Address
from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Account:
    """One account of a messenger; ``person_id`` is None while it belongs to nobody we know."""

    platform: str
    user_id: int
    chat_id: int
    person_id: int | None
    pending_id: int | None
    noticed_at: datetime | None
    asked_phone: bool


@dataclass(frozen=True)
class LastUse:
    """When somebody was last here, None where nobody was."""

    at: datetime | None


async def meet(
    tx: Transaction, platform: str, user_id: int, chat_id: int, now: datetime, today: datetime | None = None
) -> Account:
    """Return the account of a sender, made at the first meeting; notes that it was used now.

    ``today`` is when the day began: the last use before it is kept.
    """
    account = await get(tx, platform, user_id)
    if account is None or account.chat_id != chat_id:
        tx.write(
            """INSERT INTO accounts (platform, user_id, chat_id, used_at)
               VALUES (:platform, :user_id, :chat_id, :now)
               ON CONFLICT (platform, user_id) DO UPDATE SET chat_id = :chat_id""",
            platform=platform,
            user_id=user_id,
            chat_id=chat_id,
            now=now,
        )
    tx.write_quietly(
        """UPDATE accounts SET before_at = CASE WHEN used_at < :today THEN used_at ELSE before_at END, used_at = :now
           WHERE platform = :platform AND user_id = :user_id""",
        platform=platform,
        user_id=user_id,
        now=now,
        today=today,
    )
    tx.write(
        """UPDATE accounts SET blocked_at = NULL
           WHERE platform = :platform AND user_id = :user_id AND blocked_at IS NOT NULL""",
        platform=platform,
        user_id=user_id,
    )
    if account is None:
        return Account(platform, user_id, chat_id, None, None, None, asked_phone=False)
    return account if account.chat_id == chat_id else replace(account, chat_id=chat_id)


async def get(tx: Reading, platform: str, user_id: int) -> Account | None:
    """Return an account."""
    return await tx.one(
        Account,
        """SELECT platform, user_id, chat_id, person_id, pending_id, noticed_at, asked_phone
           FROM accounts WHERE platform = :platform AND user_id = :user_id""",
        platform=platform,
        user_id=user_id,
    )


async def link(tx: Transaction, account: Account, person_id: int, now: datetime) -> None:
    """Tie an account to a person; an older account of that person on the same messenger is let go."""
    tx.write(
        """UPDATE accounts SET person_id = NULL
           WHERE platform = :platform AND person_id = :person_id AND user_id <> :user_id""",
        platform=account.platform,
        person_id=person_id,
        user_id=account.user_id,
    )
    tx.write(
        """UPDATE accounts SET person_id = :person_id, pending_id = NULL, linked_at = :now, asked_phone = 0,
                               before_at = NULL
           WHERE platform = :platform AND user_id = :user_id""",
        person_id=person_id,
        now=now,
        platform=account.platform,
        user_id=account.user_id,
    )


async def await_code(tx: Transaction, account: Account, person_id: int | None) -> None:
    """Note whose code an account owes; None: no longer any."""
    tx.write(
        "UPDATE accounts SET pending_id = :person_id WHERE platform = :platform AND user_id = :user_id",
        person_id=person_id,
        platform=account.platform,
        user_id=account.user_id,
    )


async def note_asked(tx: Transaction, account: Account, *, asked: bool) -> None:
    """Note that the contact button was shown, or used."""
    tx.write(
        "UPDATE accounts SET asked_phone = :asked WHERE platform = :platform AND user_id = :user_id",
        asked=int(asked),
        platform=account.platform,
        user_id=account.user_id,
    )


async def note_noticed(tx: Transaction, account: Account, now: datetime) -> None:
    """Note when the neutral sentence for the unknown was said."""
    tx.write(
        "UPDATE accounts SET noticed_at = :now WHERE platform = :platform AND user_id = :user_id",
        now=now,
        platform=account.platform,
        user_id=account.user_id,
    )


async def note_blocked(tx: Transaction, platform: str, chat_id: int, now: datetime) -> None:
    """Note that an account does not let us write to it."""
    tx.write(
        "UPDATE accounts SET blocked_at = :now WHERE platform = :platform AND chat_id = :chat_id",
        now=now,
        platform=platform,
        chat_id=chat_id,
    )


async def get_address(tx: Reading, person_id: int, away: str = "") -> Address | None:
    """Return where an active person is written to: the account used last that is not blocked.

    ``away`` is a messenger that is chosen only where there is no other.
    """
    return await tx.one(
        Address,
        """SELECT platform, chat_id, person_id FROM accounts JOIN people ON people.id = person_id
           WHERE person_id = :person_id AND state = 'active'
           ORDER BY blocked_at IS NOT NULL, platform = :away, used_at DESC LIMIT 1""",
        person_id=person_id,
        away=away,
    )


async def get_other_address(tx: Reading, number: int) -> Address | None:
    """Return where the reader of a row is reached on another messenger that it may go over."""
    return await tx.one(
        Address,
        """SELECT accounts.platform, accounts.chat_id, accounts.person_id FROM outbox
           JOIN accounts USING (person_id) JOIN people ON people.id = person_id
           WHERE outbox.id = :number AND accounts.platform <> outbox.platform AND blocked_at IS NULL
           AND only_on IN ('', accounts.platform) AND people.state = 'active'
           ORDER BY used_at DESC LIMIT 1""",
        number=number,
    )


async def get_address_on(tx: Reading, person_id: int, platform: str) -> Address | None:
    """Return where an active person is written to on one messenger."""
    return await tx.one(
        Address,
        """SELECT platform, chat_id, person_id FROM accounts JOIN people ON people.id = person_id
           WHERE person_id = :person_id AND platform = :platform AND state = 'active'
           ORDER BY blocked_at IS NOT NULL, used_at DESC LIMIT 1""",
        person_id=person_id,
        platform=platform,
    )


async def get_last_before(tx: Reading, person_id: int, today: datetime) -> datetime | None:
    """Return when a person was last here, on any messenger, before a day began; None where that is not known."""
    found = await tx.one(
        LastUse,
        """SELECT max(CASE WHEN used_at < :today THEN used_at ELSE before_at END) FROM accounts
           WHERE person_id = :person_id""",
        person_id=person_id,
        today=today,
    )
    return found.at if found else None


async def get_asker(tx: Reading, person_id: int) -> Address | None:
    """Return where somebody who is not on the roster (yet, or any more) was last heard."""
    return await tx.one(
        Address,
        """SELECT platform, chat_id, person_id FROM accounts WHERE person_id = :person_id
           ORDER BY used_at DESC LIMIT 1""",
        person_id=person_id,
    )


async def list_addresses(tx: Reading, role: str, away: str = "") -> list[Address]:
    """Return where the holders of a role are written to, each person once."""
    people = await tx.column(
        """SELECT DISTINCT person_id FROM duties JOIN people ON people.id = person_id
           WHERE role = :role AND state = 'active' ORDER BY person_id""",
        role=role,
    )
    found = [await get_address(tx, int(person), away) for person in people if person is not None]
    return [address for address in found if address]


@dataclass(frozen=True)
class Link:
    """An account that is tied to a person: since when, when it was last used, and since when it is closed to us."""

    platform: str
    user_id: int
    used_at: datetime
    blocked_at: datetime | None


async def list_links(tx: Reading, person_id: int) -> list[Link]:
    """Return a person's accounts."""
    return await tx.all(
        Link,
        """SELECT platform, user_id, used_at, blocked_at FROM accounts
           WHERE person_id = :person_id ORDER BY platform, user_id""",
        person_id=person_id,
    )


async def save_owner(tx: Transaction, platform: str, user_id: int, person_id: int | None) -> None:
    """Tie an account to a person, or to nobody."""
    tx.write(
        """UPDATE accounts SET person_id = :person_id, before_at = NULL
           WHERE platform = :platform AND user_id = :user_id""",
        person_id=person_id,
        platform=platform,
        user_id=user_id,
    )
