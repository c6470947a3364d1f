"""What readers of the daily digest have chosen: when it comes, and which of its parts."""

from dataclasses import dataclass

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Chosen:
    """A reader's choice: an hour in Tehran, and a list of parts with «;»."""

    hour: int
    parts: str


@dataclass(frozen=True)
class Hour:
    """When a person wants the digest."""

    person_id: int
    hour: int


async def get(tx: Reading, person_id: int) -> Chosen | None:
    """Return what a person has chosen, None for everything at the usual hour."""
    return await tx.one(
        Chosen, "SELECT hour, parts FROM digest_choices WHERE person_id = :person_id", person_id=person_id
    )


async def list_hours(tx: Reading) -> dict[int, int]:
    """Return the hour of everybody who has chosen one, by person."""
    return {each.person_id: each.hour for each in await tx.all(Hour, "SELECT person_id, hour FROM digest_choices")}


async def save(tx: Transaction, person_id: int, chosen: Chosen) -> None:
    """Keep what a person has chosen."""
    tx.write(
        """INSERT INTO digest_choices (person_id, hour, parts) VALUES (:person_id, :hour, :parts)
           ON CONFLICT (person_id) DO UPDATE SET hour = :hour, parts = :parts""",
        person_id=person_id,
        hour=chosen.hour,
        parts=chosen.parts,
    )
