"""What a field of a report says, and how it differs from what stood before. Pure."""

import datetime as dt

from bot.figures.wording import beside, value_text
from bot.language import writing
from bot.language.catalogue import t
from bot.language.units import UNITS
from bot.programme.standing import Value
from bot.reporting.ceilings import why
from bot.reviewing.fields import Field
from storage.programme import Indicator
from storage.reports import Answer

NO_REPORT = "no_report"


def compare(
    indicator: Indicator,
    answer: Answer | None,
    standing: Value | None,
    approved: Answer | None = None,
    *,
    handed_back: bool = False,
    earlier: Value | None = None,
) -> Field:
    """Return a field beside what was approved of it, or else beside what stood before the week.

    «Unchanged» is shown beside what was handed back ``earlier`` and has no answer.
    """
    new, old = _effect(answer, standing), _effect(approved, standing) if approved else standing
    changed = _content(new) != _content(old)
    change = ""
    if changed and old and new and old.value is not None and new.value is not None:
        change = writing.difference(old.value, new.value, UNITS[indicator.unit])
    said = say(indicator, answer, standing)
    return Field(
        indicator,
        said=beside(said, indicator, earlier) if answer and answer.unchanged else said,
        before=_text(indicator, old) if old and changed else "",
        change=change,
        changed=changed,
        handed_back=handed_back,
        why=why(answer.reason) if answer else "",
    )


def describe(field: Field) -> str:
    """Return a field with what stood before, how it differs, and why it is over its ceiling."""
    line = t("review.field.line", title=field.indicator.title, said=field.said)
    if field.before:
        line = t("review.field.before", line=line, before=field.before)
    if field.change:
        line = t("review.field.change", line=line, change=field.change)
    return t("review.field.over", line=line, why=field.why) if field.why else line


def say(indicator: Indicator, answer: Answer | None, standing: Value | None) -> str:
    """Return an answer as it is shown; of «unchanged» also what stands."""
    if answer and answer.unchanged:
        return t("review.unchanged_at", value=_text(indicator, standing)) if standing else t("review.unchanged")
    return _text(indicator, _own(answer))


def count(indicator: Indicator, answer: Answer | None, standing: Value | None) -> str:
    """Return what counts of an answer as it is shown: of «unchanged» only what stands."""
    return _text(indicator, _effect(answer, standing))


def stored(answer: Answer | None, standing: Value | None) -> tuple[int | None, str]:
    """Return what counts of an answer: its value and words, or what stands where it is unchanged."""
    return _content(_effect(answer, standing)) or (None, "")


def _effect(answer: Answer | None, standing: Value | None) -> Value | None:
    return standing if answer and answer.unchanged else _own(answer)


def _own(answer: Answer | None) -> Value | None:
    """Return what an answer says itself."""
    if answer is None or answer.unchanged or answer.reason == NO_REPORT:
        return None
    return Value("", answer.indicator, answer.value, answer.words, dt.date.min)


def _content(held: Value | None) -> tuple[int | None, str] | None:
    return (held.value, held.words) if held else None


def _text(indicator: Indicator, held: Value | None) -> str:
    return " ".join(value_text(indicator, held).split())
