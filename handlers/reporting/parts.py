"""Pieces that the screens of a report share: buttons to leave by, notes above a text, answers as they are shown."""

from dataclasses import replace

from bot.language.catalogue import t
from bot.reporting.cards import IndicatorView
from bot.reporting.wording import past


def handed_back(indicator: IndicatorView) -> str:
    """Return what was said last and handed back without an answer so far, '' for nothing."""
    if indicator.handed_back is None:
        return ""
    held = indicator.handed_back
    number = held.value is not None and indicator.kind != "yesno"
    shown = past(replace(indicator, last=held.value, last_words=held.words))
    return t(f"report.handed_back.{'figure' if number else 'words'}", value=shown)


def standing(indicator: IndicatorView) -> str:
    """Return what «unchanged» confirms, with what was handed back beside it."""
    back = handed_back(indicator)
    return t("report.handed_back.beside", value=past(indicator), handed_back=back) if back else past(indicator)
