"""How a province's value is written in tables and lists, whatever its kind. Pure."""

import json

from bot.briefing.figures.records import Value
from bot.language import writing
from bot.language.catalogue import t
from bot.language.units import UNITS
from storage.programme import Indicator


def value_text(indicator: Indicator, held: Value | None) -> str:
    """Return a value with its short unit, stages by name, yes or no, words as they are; «گزارش‌نشده» for none."""
    if held is None:
        return t("numbers.missing")
    if indicator.kind == "yesno":
        return t("brief.yes" if held.value else "brief.no")
    if held.value is not None:
        return writing.short(held.value, UNITS[indicator.unit])
    if indicator.kind == "stage_counts":
        counted = json.loads(held.words or "{}").items()
        return t("brief.comma").join(t("brief.stage", stage=stage, count=count) for stage, count in counted)
    return held.words
