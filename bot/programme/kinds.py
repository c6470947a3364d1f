"""The kinds of indicators: how each is read, shown, summed and moved. The one place where kinds differ."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class IndicatorKind(StrEnum):
    """What an indicator asks for; the words are those of `axes.toml` and of the database."""

    CUMULATIVE = "cumulative"
    SNAPSHOT = "snapshot"
    PERIOD = "period"
    PERCENT = "percent"
    STAGE = "stage"
    STAGE_COUNTS = "stage_counts"
    YESNO = "yesno"
    TEXT = "text"


@dataclass(frozen=True)
class KindRules:
    """What holds for a kind.

    ``amount``: it is answered by one amount in its unit. ``lasts``: the country counts each province's latest value of
    the year, else only what was said this week. ``adds_up``: the amounts of estates make that of their province.
    ``keeps``: «unchanged» may be said of it. ``rises``: a fall is asked about, and a yearly target sets a pace.
    ``bounded``: it may have bounds and a target. ``aggregates``: how provinces make the country, the usual one first; a
    percentage may be weighed too.
    """

    amount: bool = False
    lasts: bool = False
    adds_up: bool = False
    keeps: bool = True
    rises: bool = False
    bounded: bool = False
    aggregates: tuple[str, ...] = ("sum", "mean")


RULES: dict[str, KindRules] = {
    IndicatorKind.CUMULATIVE: KindRules(amount=True, lasts=True, adds_up=True, rises=True, bounded=True),
    IndicatorKind.SNAPSHOT: KindRules(amount=True, lasts=True, adds_up=True, bounded=True),
    IndicatorKind.PERIOD: KindRules(amount=True, adds_up=True, keeps=False, bounded=True),
    IndicatorKind.PERCENT: KindRules(amount=True, bounded=True, aggregates=("mean",)),
    IndicatorKind.STAGE_COUNTS: KindRules(bounded=True, aggregates=("count_by_stage",)),
    IndicatorKind.STAGE: KindRules(aggregates=("count_by_stage", "list")),
    IndicatorKind.YESNO: KindRules(aggregates=("count_yes",)),
    IndicatorKind.TEXT: KindRules(aggregates=("list",)),
}
KINDS = tuple(RULES)
STAGED = (IndicatorKind.STAGE, IndicatorKind.STAGE_COUNTS)
"""The kinds that have stages as options."""
COUNTED = (*STAGED, IndicatorKind.YESNO)
"""The kinds of which the country counts how often each option was said."""


class Kinded(Protocol):
    """An indicator, as it is stored or as it is shown."""

    @property
    def kind(self) -> str:
        """Return the word of its kind."""


def rules_of(indicator: Kinded) -> KindRules:
    """Return what holds for an indicator's kind."""
    return RULES[indicator.kind]


def rules_of_kind(kind: str) -> KindRules:
    """Return what holds for a kind, by its word."""
    return RULES[kind]
