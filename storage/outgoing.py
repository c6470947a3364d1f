"""The record of a row that waits to be sent."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Outgoing:
    """A row that waits to be sent."""

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
