"""The hard rules of a report: bounds, and what may not exceed what. Pure."""

from bot.errors import UserError
from bot.language import writing
from bot.reporting.view import AxisCard, IndicatorView


def check_figure(indicator: IndicatorView, value: int) -> None:
    """Refuse a value outside the indicator's bounds (stored units)."""
    low, high = indicator.minimum, indicator.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        raise UserError(
            "report.out_of_bounds",
            title=indicator.title,
            value=writing.quantity(value, indicator.unit),
            low=writing.amount(low or 0, indicator.unit),
            high=writing.quantity(high or 0, indicator.unit),
        )


def check_submission(card: AxisCard) -> None:
    """Refuse to hand in an axis with a missing answer, or with a part that exceeds its whole."""
    if missing := card.missing:
        raise UserError("report.incomplete", title=missing[0].title, count=len(missing))
    for part in card.indicators:
        whole = card.get(part.not_over)
        if whole is None:
            continue
        value, limit = _standing(card, part), _standing(card, whole)
        if value is not None and limit is not None and value > limit:
            raise UserError(
                "report.part_over_whole",
                part=part.title,
                value=writing.quantity(value, part.unit),
                whole=whole.title,
                limit=writing.quantity(limit, whole.unit),
            )


def _standing(card: AxisCard, indicator: IndicatorView) -> int | None:
    """Return the value that holds after this report: what was said now, else what was said last."""
    return card.draft.values.get(indicator.code, indicator.last)
