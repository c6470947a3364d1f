"""What a step of the report leads to: saved in the same turn."""

from dataclasses import dataclass, replace
from datetime import date

from bot.evidence.facts import DropEvidence, SeeEvidence, TakeEvidence
from bot.language.week import Week
from bot.reporting.cards import AxisCard
from bot.reporting.draft import Draft


@dataclass(frozen=True)
class SaveDraft:
    """The answers of an axis changed."""

    week: Week
    province: str
    axis: str
    draft: Draft


def keep_draft(week: Week, province: str, card: AxisCard, draft: Draft) -> SaveDraft:
    """Return the fact that answers changed, with the form in which each of them was asked."""
    asked = {indicator.code: indicator.form for indicator in card.indicators if draft.has(indicator.code)}
    return SaveDraft(week, province, card.code, replace(draft, asked=asked))


@dataclass(frozen=True)
class Submit:
    """An axis is handed in.

    ``reason`` is why it corrects what was handed in before; ``standstill`` why nothing has changed for so long,
    ``look_again`` when that is looked at again. ``ready``: it waits for a signature; ``stand_in``: who hands it in
    signs for the CEO.
    """

    week: Week
    province: str
    axis: str
    draft: Draft
    late: bool
    reason: str = ""
    standstill: str = ""
    look_again: date | None = None
    ready: bool = False
    stand_in: bool = False


@dataclass(frozen=True)
class Sign:
    """Reports (each by its id and revision) are signed; ``stand_in``: for the CEO."""

    keys: tuple[str, ...]
    stand_in: bool = False


@dataclass(frozen=True)
class TakeBackReport:
    """A report that went in without a signature (its id and revision) waits for it again."""

    key: str


@dataclass(frozen=True)
class AskEstates:
    """The estates are asked about an indicator of an axis from now on; '': about all of them."""

    province: str
    axis: str
    indicator: str


@dataclass(frozen=True)
class CloseEstates:
    """The estates are asked about an axis no more."""

    province: str
    axis: str


@dataclass(frozen=True)
class KeepOwn:
    """The province keeps its own figure beside the sum of its estates, for a reason."""

    week: Week
    province: str
    indicator: str
    total: int
    own: int
    reason: str


ReportFact = (
    SaveDraft
    | Submit
    | Sign
    | TakeBackReport
    | AskEstates
    | CloseEstates
    | KeepOwn
    | TakeEvidence
    | DropEvidence
    | SeeEvidence
)
