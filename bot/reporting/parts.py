"""Pieces that the screens of a report share: buttons to leave by, notes above a text, answers as they are shown."""

import json

from bot.conversing.screen import Button
from bot.language import writing
from bot.language.catalogue import t
from bot.reporting.draft import Draft
from bot.reporting.view import NUMBERS, AxisCard, IndicatorView

ButtonRow = tuple[Button, ...]


def back() -> Button:
    """Return the button that leads a step back."""
    return Button(t("report.button.back"), "back")


def later() -> Button:
    """Return the button that puts the rest off."""
    return Button(t("report.button.later"), "later")


def noted(note: str, text: str) -> str:
    """Return a text under a note."""
    return f"{note}\n\n{text}" if note else text


def in_rows(buttons: list[Button], width: int = 2) -> tuple[ButtonRow, ...]:
    """Return buttons side by side."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))


def value(indicator: IndicatorView, stored: int) -> str:
    """Return a stored value as it is shown: with its unit, or «بله» and «خیر»."""
    if indicator.kind == "yesno":
        return t("report.yes" if stored else "report.no")
    return writing.quantity(stored, indicator.unit)


def words(indicator: IndicatorView, stored: str) -> str:
    """Return an answer in words as it is shown: parts by name, other texts as they were written."""
    if indicator.kind == "stage_counts" or indicator.is_broken_down:
        counted = json.loads(stored).items()
        amounts = ((part, writing.amount(count, indicator.unit)) for part, count in counted)
        return t("report.comma").join(t("report.stage", stage=part, count=amount) for part, amount in amounts)
    return stored


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
    return indicator.kind in NUMBERS and not indicator.is_broken_down
