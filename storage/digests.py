"""What readers of the daily digest have chosen: when it comes, and which of its parts."""

from dataclasses import dataclass

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Chosen:
    """A reader's choice: an hour in Tehran, and a list of parts with «;»."""

    hour: int
    parts: str


def get(tx: Reading, person_id: int) -> Chosen | None:
    """Return what a person has chosen, None for everything at the usual hour."""
    return tx.one(Chosen, "SELECT hour, parts FROM digest_choices WHERE person_id = :person_id", person_id=person_id)


def save(tx: Transaction, person_id: int, chosen: Chosen) -> None:
    """Keep what a person has chosen."""
    tx.run(
        """INSERT INTO digest_choices (person_id, hour, parts) VALUES (:person_id, :hour, :parts)
           ON CONFLICT (person_id) DO UPDATE SET hour = :hour, parts = :parts""",
        person_id=person_id,
        hour=chosen.hour,
        parts=chosen.parts,
    )
