"""What sending or taking back evidence leads to."""

from dataclasses import dataclass

from bot.language.week import Week
from bot.said import File, Location


@dataclass(frozen=True)
class TakeEvidence:
    """Something was sent as evidence of an axis."""

    week: Week
    province: str
    axis: str
    said: File | Location


@dataclass(frozen=True)
class SeeEvidence:
    """Somebody wants to see what stands for an axis."""

    week: Week
    province: str
    axis: str


@dataclass(frozen=True)
class SeeEntry:
    """Somebody wants to see what an estate sent, by the number of the entry."""

    entry: int


@dataclass(frozen=True)
class DropEvidence:
    """A piece of evidence is taken back."""

    number: int
