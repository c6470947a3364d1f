"""How values and the country's figures are written in lines, lists and tables, whatever their kind. Pure."""

import json
from collections.abc import Iterable

from bot.figures.records import Figures, National
from bot.language import writing
from bot.language.catalogue import t
from bot.language.units import UNITS
from bot.programme.kinds import COUNTED, IndicatorKind
from bot.programme.standing import Value
from bot.programme.wording import counts_text, value_words
from storage.programme import Indicator

MOST_CHARS = 22
"""Of words in a column."""


def value_text(indicator: Indicator, held: Value | None, *, whole_unit: bool = False) -> str:
    """Return a value with its unit (short as in tables, or whole), or stages by name, yes or no, words; or missing."""
    if held is None:
        return t("numbers.missing")
    write = writing.quantity if whole_unit else writing.short
    return value_words(indicator.kind, UNITS[indicator.unit], held.value, held.words, write)


def beside(text: str, indicator: Indicator, handed_back: Value | None, *, whole_unit: bool = False) -> str:
    """Return what counts, as it is shown, with what was handed back and has no answer in brackets beside it."""
    if handed_back is None:
        return text
    return t(
        "brief.handed_back.beside",
        text=text,
        handed_back=handed_back_text(indicator, handed_back, whole_unit=whole_unit),
    )


def handed_back_text(indicator: Indicator, handed_back: Value, *, whole_unit: bool = False) -> str:
    """Return what was handed back and has no answer."""
    key = "figure" if handed_back.value is not None and indicator.kind != IndicatorKind.YESNO else "words"
    return t(f"brief.handed_back.{key}", value=value_text(indicator, handed_back, whole_unit=whole_unit))


def handed_back_notes(figures: Figures, province: str, indicators: Iterable[Indicator]) -> str:
    """Return what was handed back of some indicators of a province, '' for nothing: for tables, which keep numbers."""
    notes = (
        t("brief.handed_back.of", title=each.title, handed_back=handed_back_text(each, found))
        for each in indicators
        if (found := figures.handed_back.get((province, each.code)))
    )
    return t("common.comma").join(notes)


def standing_text(figures: Figures, province: str, indicator: Indicator) -> str:
    """Return where a province stands on an indicator, in a line."""
    key = (province, indicator.code)
    return beside(value_text(indicator, figures.values.get(key)), indicator, figures.handed_back.get(key))


def standing_column(figures: Figures, province: str, indicator: Indicator) -> str:
    """Return the same for a narrow column."""
    key = (province, indicator.code)
    return beside(column_text(indicator, figures.values.get(key)), indicator, figures.handed_back.get(key))


def column_head(indicator: Indicator) -> str:
    """Return what stands above an indicator's column; of stages that are counted, their names in order."""
    if indicator.kind != IndicatorKind.STAGE_COUNTS:
        return indicator.title
    stages = t("common.comma").join(json.loads(indicator.options))
    return t("brief.stages", title=indicator.title, stages=stages)


def column_text(indicator: Indicator, held: Value | None) -> str:
    """Return a value for a narrow column: counted stages as numbers in order, words cut, so that a row is a line."""
    if held and indicator.kind == IndicatorKind.STAGE_COUNTS:
        counted: dict[str, int] = json.loads(held.words or "{}")
        return t("common.comma").join(writing.number(counted.get(stage, 0)) for stage in json.loads(indicator.options))
    text = value_text(indicator, held)
    return text if len(text) <= MOST_CHARS else t("brief.cut", text=text[:MOST_CHARS].rstrip())


def national_text(each: National) -> str:
    """Return a national figure with its unit: beside its target and the pace that is needed, where there are any."""
    if each.counts or each.indicator.kind in COUNTED:
        return _counts_text(each)
    if each.value is None or each.target is None:
        return writing.quantity_or_missing(each.value, each.unit)
    value, target = writing.amount(each.value, each.unit), writing.quantity(each.target, each.unit)
    if each.expected is None or each.pace is None:
        return t("brief.of_target", value=value, target=target, percent=each.percent or 0)
    expected = writing.amount(each.expected, each.unit)
    return t("brief.of_pace", value=value, target=target, percent=each.pace, expected=expected)


def _counts_text(each: National) -> str:
    return counts_text(each.counts) if each.provinces else t("numbers.missing")
