"""Where each person stands in a conversation."""

from dataclasses import dataclass
from datetime import datetime

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Conversation:
    """A flow and its state (JSON); ``screen`` is the outgoing row whose buttons are live."""

    flow: str
    state: str
    screen: int | None


async def get(tx: Reading, person_id: int) -> Conversation | None:
    """Return a person's conversation."""
    return await tx.one(
        Conversation,
        "SELECT flow, state, screen FROM conversations WHERE person_id = :person_id",
        person_id=person_id,
    )


async def save(tx: Transaction, person_id: int, held: Conversation, now: datetime) -> None:
    """Keep where a person stands now."""
    tx.write(
        """INSERT INTO conversations (person_id, flow, state, screen, updated_at)
           VALUES (:person_id, :flow, :state, :screen, :now)
           ON CONFLICT (person_id) DO UPDATE
           SET flow = :flow, state = :state, screen = :screen, updated_at = :now""",
        person_id=person_id,
        flow=held.flow,
        state=held.state,
        screen=held.screen,
        now=now,
    )


async def move_screen(tx: Transaction, old: int, new: int) -> None:
    """Let another row be the one whose buttons are live."""
    tx.write("UPDATE conversations SET screen = :new WHERE screen = :old", new=new, old=old)
