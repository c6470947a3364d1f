"""The questions about an answer: which reading was meant, whether a value fits, why it is over its ceiling. Pure."""

from bot.conversing.replies import quoted
from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import ButtonRow, back, later, noted
from bot.language.catalogue import t
from bot.language.reading import guards
from bot.reporting import ceilings
from bot.reporting.cards import AxisCard, IndicatorView
from bot.reporting.totals import raised


def doubt(
    indicator: IndicatorView,
    reason: str,
    readings: tuple[tuple[str, int | None], ...],
    said: str,
    over: str = "report.button.over",
) -> Screen:
    """Return the question which of several readings of what was said was meant, with the reason why it is asked.

    `over` is the sentence of a reading that is over the ceiling: that its reason will be asked.
    """
    rows = [
        (Button(label, "no_report" if stored is None else "value", (indicator.code, *_stored(stored))),)
        for label, stored in ((_meaning(indicator, *each, over), each[1]) for each in readings)
    ]
    words = noted(quoted(said), t("report.doubt", title=indicator.title, reason=reason))
    return Screen(words, (*rows, *_ways_out(indicator)))


def _meaning(indicator: IndicatorView, label: str, stored: int | None, over: str) -> str:
    """Return the label of a reading: of one over the ceiling, what comes of it."""
    exceeds = stored is not None and ceilings.exceeds(indicator, stored)
    return t(over, value=label) if exceeds else label


def over(axis: AxisCard, code: str, note: str = "") -> Screen | None:
    """Return the question why a value of the draft is over the ceiling, None where there is none (any more)."""
    indicator, value = axis.get(code), axis.draft.values.get(code)
    if indicator is None or value is None:
        return None
    rows = [(Button(t(f"report.over.{each}"), "over", (each,)),) for each in ceilings.REASONS]
    return Screen(noted(note, ceilings.question(indicator, value)), (*rows, *_ways_out(indicator)))


def guard(indicator: IndicatorView, stored: int, parts: str, question: guards.Doubt) -> Screen:
    """Return the question about a value that does not fit, the corrected value as the first button."""
    if question.name == "fall":
        answers: list[tuple[str, tuple[str, ...]]] = [
            *((label, (str(value),)) for label, value in raised(indicator, stored)),
            *((t(f"report.button.{reason}"), (str(stored), reason)) for reason in ("correction", "real_fall")),
        ]
    else:
        answers = [(reading.label, (str(reading.value),)) for reading in question.readings]
    keeps_parts = {str(stored): (parts,)} if parts else {}
    rows = [
        (Button(label, "sure", (indicator.code, given[0], *(given[1:] or ("",)), *keeps_parts.get(given[0], ()))),)
        for label, given in answers
    ]
    return Screen(question.reason.text, (*rows, *_ways_out(indicator)))


def _stored(stored: int | None) -> tuple[str, ...]:
    return () if stored is None else (str(stored),)


def _ways_out(indicator: IndicatorView) -> tuple[ButtonRow, ...]:
    """Return the buttons under a question: write it anew, back to the card, later."""
    return ((Button(t("report.button.mend"), "ask", (indicator.code,)),), (back(), later()))
