"""How a field of a report differs from what stood before. Pure."""

import datetime as dt

from bot.briefing.figures.records import Value
from bot.briefing.wording import value_text
from bot.language import writing
from bot.language.catalogue import t
from bot.language.units import UNITS
from bot.reviewing.view import Field
from storage.programme import Indicator
from storage.reports import Answer

NO_REPORT = "no_report"


def compare(indicator: Indicator, answer: Answer | None, old: Value | None, *, handed_back: bool = False) -> Field:
    """Return a field: «unchanged» is said as such, a number with its difference."""
    new = _value(answer)
    before = value_text(indicator, old, whole_unit=True) if old else ""
    if answer and answer.unchanged:
        return Field(indicator, t("review.unchanged"), before, "", changed=False, handed_back=handed_back)
    change = ""
    if new and old and new.value is not None and old.value is not None:
        change = writing.difference(old.value, new.value, UNITS[indicator.unit])
    changed = (new and (new.value, new.words)) != (old and (old.value, old.words))
    return Field(
        indicator, value_text(indicator, new, whole_unit=True), before, change, changed=changed, handed_back=handed_back
    )


def _value(answer: Answer | None) -> Value | None:
    if answer is None or answer.unchanged or answer.reason == NO_REPORT:
        return None
    return Value("", answer.indicator, answer.value, answer.words, dt.date.min)


def as_value(answer: Answer) -> Value | None:
    """Return what an answer of an earlier revision says, to be compared with."""
    return _value(answer)
