"""The agencies that an obstacle may name: a list of the programme of a year."""

from dataclasses import dataclass

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Agency:
    """An agency by its title, and its place in the list."""

    title: str
    position: int


async def list_all(tx: Reading, programme_id: int) -> list[Agency]:
    """Return the agencies of a programme, in order."""
    return await tx.all(
        Agency,
        "SELECT title, position FROM agencies WHERE programme_id = :programme_id ORDER BY position, title",
        programme_id=programme_id,
    )


async def list_likeliest(tx: Reading, programme_id: int, axis: str) -> list[str]:
    """Return the titles of a programme's agencies: most named on an axis first, then most named, then in order."""
    found = await tx.column(
        """SELECT title FROM agencies LEFT JOIN obstacles ON agency = title
           WHERE programme_id = :programme_id GROUP BY title
           ORDER BY coalesce(sum(axis = :axis), 0) DESC, count(obstacles.agency) DESC, agencies.position, title""",
        programme_id=programme_id,
        axis=axis,
    )
    return [str(title) for title in found]


async def save(tx: Transaction, programme_id: int, agency: Agency) -> None:
    """Add an agency, or give it another place."""
    tx.write(
        """INSERT INTO agencies (programme_id, title, position) VALUES (:programme_id, :title, :position)
           ON CONFLICT (programme_id, title) DO UPDATE SET position = :position""",
        programme_id=programme_id,
        title=agency.title,
        position=agency.position,
    )


async def drop(tx: Transaction, programme_id: int, title: str) -> None:
    """Take an agency off the list; obstacles that name it keep its title."""
    tx.write(
        "DELETE FROM agencies WHERE programme_id = :programme_id AND title = :title",
        programme_id=programme_id,
        title=title,
    )
