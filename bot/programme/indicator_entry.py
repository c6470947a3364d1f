"""Reads one indicator of `axes.toml`; bounds become whole numbers of the smallest stored unit."""

import json
import re

from bot.language.units import UNITS, Unit
from bot.programme.entry import Entry
from bot.programme.kinds import KINDS, STAGED, IndicatorKind, rules_of_kind
from storage.programme import Indicator

CODE = re.compile(r"[a-z][a-z0-9_]*")
TARGETS = ("none", "annual", "annual_provincial_slice", "level_by_date", "down_to_zero", "all_active")
AGGREGATES = ("sum", "mean", "count_by_stage", "count_yes", "list")
EVIDENCE = ("none", "letter", "photo", "pdf", "voice")
FREQUENCIES = ("weekly", "monthly")
MOST_CHARS, MONTHS = 300, 12


def read_indicator(entry: Entry, axis: str, position: int, frequency: str) -> Indicator:
    """Return the indicator of a table; ``frequency`` is its axis's, which its own may replace."""
    entry.only(
        "code title_fa kind unit stages_fa breakdown_fa min max le agg target frequency reporter"
        " evidence max_chars months note"
    )
    if not CODE.fullmatch(entry.text("code")):
        raise entry.wrong("not_an_indicator_code")
    kind = entry.one_of("kind", KINDS)
    unit = UNITS[entry.one_of("unit", tuple(UNITS))]
    minimum, maximum = _read_bounds(entry, kind, unit)
    return Indicator(
        code=entry.text("code"),
        axis=axis,
        position=position,
        title=entry.text("title_fa"),
        kind=kind,
        unit=unit.code,
        minimum=minimum,
        maximum=maximum,
        not_over=entry.text("le", ""),
        options=json.dumps(_read_options(entry, kind), ensure_ascii=False),
        aggregate=_read_aggregate(entry),
        target=entry.one_of("target", TARGETS, "none"),
        frequency=entry.one_of("frequency", FREQUENCIES, frequency),
        reporter=entry.one_of("reporter", ("province", "hq"), "province"),
        evidence=entry.one_of("evidence", EVIDENCE, "none"),
        max_chars=entry.whole("max_chars", MOST_CHARS),
        months=json.dumps(_read_months(entry, kind)),
    )


def _read_bounds(entry: Entry, kind: str, unit: Unit) -> tuple[int | None, int | None]:
    bounds = [entry.number(key) for key in ("min", "max")]
    if not rules_of_kind(kind).bounded and bounds != [None, None]:
        raise entry.wrong("bounds_of_no_number")
    minimum, maximum = (None if bound is None else unit.stored(bound) for bound in bounds)
    if minimum is not None and maximum is not None and minimum > maximum:
        raise entry.wrong("bounds_crossed")
    return minimum, maximum


def _read_options(entry: Entry, kind: str) -> list[str]:
    stages, breakdown = entry.texts("stages_fa"), entry.texts("breakdown_fa")
    if (kind in STAGED) != bool(stages) or (breakdown and kind != IndicatorKind.CUMULATIVE):
        raise entry.wrong("wrong_options")
    return [*stages, *breakdown]


def _read_months(entry: Entry, kind: str) -> list[int]:
    """Return the plan by month: twelve whole numbers that are not all zero, of what is counted up over a year."""
    months = entry.table.get("months", [])
    if not months:
        return []
    whole = isinstance(months, list) and all(isinstance(each, int) and each >= 0 for each in months)
    if not whole or len(months) != MONTHS or not sum(months) or not rules_of_kind(kind).rises:
        raise entry.wrong("wrong_months")
    return list(months)


def _read_aggregate(entry: Entry) -> str:
    if entry.text("agg").startswith("wmean:"):
        return entry.text("agg")
    return entry.one_of("agg", AGGREGATES)
