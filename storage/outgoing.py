"""The record of a row that waits to be sent."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Outgoing:
    """A row that waits to be sent; ``asked_at`` is when the update came in that it answers (None: it answers none)."""

    id: int
    token: str
    platform: str
    chat_id: int
    person_id: int | None
    kind: str
    operation: str
    target: int | None
    text: str
    buttons: str
    menu: str
    file: str
    attempts: int
    asked_at: datetime | None = None

    @property
    def strips(self) -> bool:
        """Say whether it is an edit without a word: it takes the buttons of a message away."""
        return self.operation == "edit" and not self.text

    @property
    def clears(self) -> bool:
        """Say whether it only takes away, a message or its buttons: that changes nothing when it is done twice."""
        return self.operation == "delete" or self.strips
