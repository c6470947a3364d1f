"""Invitation codes: kept as hashes, good once, for a while, within a limited number of tries."""

from dataclasses import dataclass
from datetime import datetime

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Invitation:
    """An open invitation of a person."""

    id: int
    person_id: int


async def add(tx: Transaction, person_id: int, code_hash: str, now: datetime, expires_at: datetime) -> None:
    """Add an invitation; earlier ones of the same person end."""
    tx.write("DELETE FROM invitations WHERE person_id = :person_id AND used_at IS NULL", person_id=person_id)
    tx.write(
        """INSERT INTO invitations (person_id, code_hash, created_at, expires_at)
           VALUES (:person_id, :code_hash, :now, :expires_at)""",
        person_id=person_id,
        code_hash=code_hash,
        now=now,
        expires_at=expires_at,
    )


async def find(tx: Reading, code_hash: str, now: datetime) -> Invitation | None:
    """Return the unused invitation of a code that has not expired."""
    return await tx.one(
        Invitation,
        """SELECT id, person_id FROM invitations
           WHERE code_hash = :code_hash AND used_at IS NULL AND expires_at > :now""",
        code_hash=code_hash,
        now=now,
    )


async def use(tx: Transaction, invitation_id: int, now: datetime) -> None:
    """Use an invitation up."""
    tx.write("UPDATE invitations SET used_at = :now WHERE id = :invitation_id", now=now, invitation_id=invitation_id)


async def add_guess(tx: Transaction, platform: str, user_id: int, now: datetime) -> None:
    """Count a wrong code against an account."""
    tx.write(
        "INSERT INTO guesses (platform, user_id, at) VALUES (:platform, :user_id, :now)",
        platform=platform,
        user_id=user_id,
        now=now,
    )


async def count_guesses(tx: Reading, platform: str, user_id: int, since: datetime) -> int:
    """Count an account's wrong codes since an instant."""
    return await tx.count(
        "SELECT count(*) FROM guesses WHERE platform = :platform AND user_id = :user_id AND at >= :since",
        platform=platform,
        user_id=user_id,
        since=since,
    )
