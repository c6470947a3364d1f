"""What a step of the report leads to: saved in the same turn."""

from dataclasses import dataclass

from bot.language.week import Week
from bot.reporting.view import Draft
from bot.said import File, Location


@dataclass(frozen=True)
class SaveDraft:
    """The answers of an axis changed."""

    week: Week
    province: str
    axis: str
    draft: Draft


@dataclass(frozen=True)
class Submit:
    """An axis is handed in."""

    week: Week
    province: str
    axis: str
    draft: Draft
    late: bool


@dataclass(frozen=True)
class TakeEvidence:
    """Something was sent as evidence of an axis."""

    week: Week
    province: str
    axis: str
    said: File | Location


@dataclass(frozen=True)
class DropEvidence:
    """A piece of evidence is taken back."""

    number: int
