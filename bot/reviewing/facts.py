"""What looking at reports leads to."""

from dataclasses import dataclass
from datetime import timedelta

from bot.evidence.facts import SeeEvidence, TakeEvidence

WAIT = timedelta(minutes=15)
"""So long an approval and a return can be taken back; then the return leaves."""


@dataclass(frozen=True)
class Approve:
    """Revisions are found good: report ids with their revisions."""

    keys: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class HandBack:
    """A field of a revision is handed back, for a reason."""

    report: int
    revision: int
    indicator: str
    reason: str


@dataclass(frozen=True)
class TakeBack:
    """What was decided is taken back: approvals (report ids with revisions), returns that have not left."""

    approvals: tuple[tuple[int, int], ...] = ()
    returns: tuple[int, ...] = ()


@dataclass(frozen=True)
class Mend:
    """A field that was handed back is answered with another value: stored, or in words; both for a breakdown.

    ``reason`` is why it is over its ceiling, as answers keep it.
    """

    number: int
    value: int | None
    words: str
    reason: str = ""


@dataclass(frozen=True)
class Explain:
    """A field that was handed back is answered with words; its value stands."""

    number: int
    words: str


@dataclass(frozen=True)
class AddComment:
    """Something is said about an axis of a week (its key)."""

    week: str
    province: str
    axis: str
    words: str


ReviewFact = Approve | HandBack | TakeBack | SeeEvidence
MendFact = Mend | Explain | TakeEvidence
