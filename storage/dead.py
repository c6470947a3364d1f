"""What was set aside: updates and errands that came to no good end, kept until somebody decides about them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from storage.transaction import Reading, Transaction

Kind = Literal["update", "errand"]


@dataclass(frozen=True)
class DeadLetter:
    """One of them: where it is from (a messenger, or the errand's kind), whose, since when, and why.

    ``content`` is the raw update or the errand's payload; both may hold what people wrote.
    """

    kind: Kind
    id: int
    origin: str
    person: str
    at: datetime
    problem: str
    content: str = field(repr=False)


async def list_all(tx: Reading) -> list[DeadLetter]:
    """Return what was set aside, the oldest first."""
    return await tx.all(
        DeadLetter,
        """SELECT 'update', inbox.id, inbox.platform, coalesce(full_name, ''), received_at, problem, raw
           FROM inbox LEFT JOIN accounts USING (platform, user_id) LEFT JOIN people ON people.id = person_id
           WHERE inbox.state = 'dead'
           UNION ALL
           SELECT 'errand', id, kind, '', created_at, problem, payload FROM errands WHERE state = 'dead'
           ORDER BY 5, 1, 2""",
    )


async def retry(tx: Transaction, letter: DeadLetter, now: datetime) -> None:
    """Let it be done once more, as if it had never been tried."""
    if letter.kind == "update":
        tx.write(
            "UPDATE inbox SET state = 'waiting', attempts = 0, problem = '' WHERE id = :number AND state = 'dead'",
            number=letter.id,
        )
    else:
        tx.write(
            """UPDATE errands SET state = 'waiting', attempts = 0, problem = '', due_at = :now
               WHERE id = :number AND state = 'dead'""",
            number=letter.id,
            now=now,
        )


async def drop(tx: Transaction, letter: DeadLetter) -> None:
    """Forget what it said; that it was there stays known until it is tidied away with what was done."""
    if letter.kind == "update":
        tx.write("UPDATE inbox SET state = 'done', raw = '' WHERE id = :number AND state = 'dead'", number=letter.id)
    else:
        tx.write("UPDATE errands SET state = 'done' WHERE id = :number AND state = 'dead'", number=letter.id)
