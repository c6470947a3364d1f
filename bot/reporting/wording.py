"""Answers as they are shown: values with their unit, words, what was said last. Pure."""

from dataclasses import replace

from bot.language import writing
from bot.language.catalogue import t
from bot.programme.kinds import IndicatorKind, rules_of
from bot.programme.wording import parts_text, value_words
from bot.reporting.cards import AxisCard, IndicatorView
from bot.reporting.draft import Draft


def value(indicator: IndicatorView, stored: int) -> str:
    """Return a stored value as it is shown: with its unit, or «بله» and «خیر»."""
    return value_words(indicator.kind, indicator.unit, stored, "")


def words(indicator: IndicatorView, stored: str) -> str:
    """Return an answer in words as it is shown: parts by name, other texts as they were written."""
    if indicator.is_broken_down:
        return parts_text(stored, indicator.unit)
    return value_words(indicator.kind, indicator.unit, None, stored)


def past(indicator: IndicatorView) -> str:
    """Return what was said last, '' for nothing."""
    if indicator.last is not None:
        return value(indicator, indicator.last)
    return words(indicator, indicator.last_words) if indicator.last_words else ""


def said(indicator: IndicatorView, card: AxisCard, handed_in: Draft | None = None) -> str:
    """Return what is answered on an indicator, in the draft or in what was handed in."""
    draft, code = handed_in or card.draft, indicator.code
    if code in draft.values:
        shown = value(indicator, draft.values[code])
        parts = draft.words.get(code)
        return t("report.broken_down", value=shown, parts=words(indicator, parts)) if parts else shown
    if code in draft.words:
        return words(indicator, draft.words[code])
    if code in draft.unreported:
        return t("report.card.no_report")
    if code in card.changed:
        return t("report.card.question_changed")
    return t("numbers.same") if code in draft.unchanged else t("numbers.missing")


def is_number(indicator: IndicatorView) -> bool:
    """Say whether a plain number answers an indicator."""
    return rules_of(indicator).amount and not indicator.is_broken_down


def with_rounding(text: str, *, rounded: bool) -> str:
    """Return a text, of a figure that was rounded below the sentence that says so."""
    return f"{t('report.rounded')}\n{text}" if rounded else text


def echo(indicator: IndicatorView, stored: int) -> str:
    """Return how a value was understood, with its unit and its change."""
    if indicator.kind == IndicatorKind.YESNO:
        return t("report.echo", title=indicator.title, value=value(indicator, stored))
    text = t("report.echo", title=indicator.title, value=writing.echo(stored, indicator.unit))
    if indicator.last is None or indicator.last == stored:
        return text
    change = writing.difference(indicator.last, stored, indicator.unit)
    return t("report.echo_change", said=text, change=change)


def told(indicator: IndicatorView, card: AxisCard) -> str:
    """Return an answer of a draft in short, with its change."""
    text = t("report.card.answer", title=indicator.title, value=said(indicator, card))
    stored = card.draft.values.get(indicator.code)
    if stored is None or indicator.last in {None, stored} or indicator.kind == IndicatorKind.YESNO:
        return text
    assert indicator.last is not None  # noqa: S101 - for mypy: it is among those above
    return t("report.told_change", said=text, change=writing.difference(indicator.last, stored, indicator.unit))


def handed_back(indicator: IndicatorView) -> str:
    """Return what was said last and handed back without an answer so far, '' for nothing."""
    if indicator.handed_back is None:
        return ""
    held = indicator.handed_back
    number = held.value is not None and indicator.kind != IndicatorKind.YESNO
    shown = past(replace(indicator, last=held.value, last_words=held.words))
    return t(f"report.handed_back.{'figure' if number else 'words'}", value=shown)


def standing(indicator: IndicatorView) -> str:
    """Return what «unchanged» confirms, with what was handed back beside it."""
    back = handed_back(indicator)
    return t("report.handed_back.beside", value=past(indicator), handed_back=back) if back else past(indicator)
