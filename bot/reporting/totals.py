"""What a figure that tells of a change may mean: the total so far, or the last one changed by it. Pure."""

from bot.language import writing
from bot.language.catalogue import t
from bot.programme.kinds import rules_of
from bot.reporting.cards import IndicatorView


def raised(indicator: IndicatorView, value: int) -> tuple[tuple[str, int], ...]:
    """Return the label and the value of the last total raised by a figure below it, nothing where that cannot be."""
    return tuple((label, each) for label, each in totals(indicator, value, "added") if each != value)


def totals(indicator: IndicatorView, value: int, sense: str) -> tuple[tuple[str, int], ...]:
    """Return labels and values (stored units) that a figure may mean beside a word of change, the changed total first.

    None for no total. `sense` is «added», «removed» or «period»; a period changes only what is counted from the year's
    beginning.
    """
    rules = rules_of(indicator)
    if indicator.last is None or not rules.lasts or not value or (sense == "period" and not rules.rises):
        return ()
    name, changed = ("lowered", indicator.last - value) if sense == "removed" else ("raised", indicator.last + value)
    return tuple(
        (t(f"number.total.{key}", value=writing.choice(each, indicator.unit)), each)
        for key, each in ((name, changed), ("so_far", value))
        if each >= (indicator.minimum or 0) and (indicator.maximum is None or each <= indicator.maximum)
    )
