"""Figures over an indicator's ceiling: they may be true, and are then kept with a reason. Pure.

What cannot be at all is refused elsewhere: a share over its ceiling (`Unit.ends_at_ceiling`), a value under the least
and a part over its whole (`rules.py`).
"""

from bot.errors import UserError
from bot.language import writing
from bot.language.catalogue import t
from bot.language.reading.offers import AskedUnit
from bot.reporting.cards import AxisCard, IndicatorView

OVER = "over:"
"""What stands before the words of such a reason, where answers keep their reasons."""
REASONS = ("growth", "low", "whole")
"""The likely ones; others are written in one's own words."""


LONGEST = 300
"""Characters of a reason."""


def exceeds(indicator: IndicatorView, value: int) -> bool:
    """Say whether a value (stored units) is over the ceiling, and may be true all the same."""
    return AskedUnit(indicator.unit, indicator.minimum or 0, indicator.maximum).may_exceed(value)


def as_reason(words: str) -> str:
    """Return the words of a reason as an answer keeps them; raises UserError for too many."""
    if len(words) > LONGEST:
        raise UserError("report.too_long", limit=LONGEST, length=len(words))
    return OVER + " ".join(words.split())


def why(reason: str) -> str:
    """Return why a value is over the ceiling, in words; '' where its reason is of another kind."""
    return reason.removeprefix(OVER) if reason.startswith(OVER) else ""


def unexplained(card: AxisCard) -> tuple[IndicatorView, ...]:
    """Return the indicators whose value is over the ceiling without a reason."""
    values, reasons = card.draft.values, card.draft.reasons
    return tuple(
        each
        for each in card.indicators
        if each.code in values and exceeds(each, values[each.code]) and not why(reasons.get(each.code, ""))
    )


def question(indicator: IndicatorView, value: int) -> str:
    """Return the question why a value is over the ceiling, with both and their unit."""
    return t(
        "report.ask.over",
        title=indicator.title,
        value=writing.quantity(value, indicator.unit),
        bound=writing.quantity(indicator.maximum or 0, indicator.unit),
    )
