"""How a value of an indicator is written, whatever its kind and whoever reads it. Pure."""

import json
from collections.abc import Callable, Iterable

from bot.language import writing
from bot.language.catalogue import t
from bot.language.units import Unit
from bot.programme.kinds import IndicatorKind

YES, NO = "yes", "no"
"""What is counted of a question that is answered with yes or no."""


def value_words(
    kind: str, unit: Unit, value: int | None, words: str, write: Callable[[int, Unit], str] = writing.quantity
) -> str:
    """Return a stored value or words as they are read: an amount with its unit, yes or no, parts by name, or words."""
    if value is not None:
        return truth(value) if kind == IndicatorKind.YESNO else write(value, unit)
    return parts_text(words, unit) if kind == IndicatorKind.STAGE_COUNTS else words


def truth(value: int) -> str:
    """Return «بله» or «خیر»."""
    return t("common.yes" if value else "common.no")


def parts_text(stored: str, unit: Unit) -> str:
    """Return parts by name, of a JSON object of stored values."""
    parts = json.loads(stored or "{}").items()
    return t("common.comma").join(
        t("common.part", name=name, count=writing.amount(count, unit)) for name, count in parts
    )


def counts_text(counts: Iterable[tuple[str, int]]) -> str:
    """Return how often each option was said."""
    names = {YES: t("common.yes"), NO: t("common.no")}
    return t("common.comma").join(t("common.part", name=names.get(name, name), count=count) for name, count in counts)
