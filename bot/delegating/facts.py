"""What the conversation about colleagues and leave leads to."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class HandOn:
    """Something is handed on; ``phone`` is that of somebody who is invited."""

    kind: str
    province: str
    person: int
    axes: str
    begins: date
    ends: date | None
    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


@dataclass(frozen=True)
class End:
    """A delegation ends."""

    number: int


@dataclass(frozen=True)
class Excuse:
    """A colleague's reports need no signature, or need one again."""

    province: str
    person: int
    excused: bool


@dataclass(frozen=True)
class Hours:
    """After so many hours without an answer reports go in; 0: only at the deadline."""

    province: str
    hours: int


DelegateFact = HandOn | End | Excuse | Hours
