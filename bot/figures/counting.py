"""How the provinces' values become the country's figure. Pure.

A cumulative or a snapshot counts each province's latest value of the programme year; period, percent, stage, yes-no
and text count those who reported this week («unchanged» keeps the value). A percentage is never summed. In a weighted
mean a province without weight, or of weight 0, is left out. Missing is never zero.
"""

import json
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping

from bot.figures.records import National
from bot.programme.kinds import COUNTED, IndicatorKind, rules_of
from bot.programme.pace import half_up
from bot.programme.standing import Value
from bot.programme.wording import NO, YES
from storage.programme import Indicator

Counted = Callable[[Indicator, list[Value]], tuple[int | None, tuple[tuple[str, int], ...]]]


def count_national(
    indicator: Indicator, values: Iterable[Value], told: Container[str], weights: Mapping[str, int]
) -> National:
    """Return the country's figure; ``told`` are the provinces that reported on it this week.

    ``weights`` are the provinces' values of the indicator that weighs, if one does.
    """
    counted = [value for value in values if rules_of(indicator).lasts or value.province in told]
    figure: int | None = None
    counts: tuple[tuple[str, int], ...] = ()
    if indicator.aggregate.startswith("wmean:"):
        counted = [value for value in counted if value.value is not None and weights.get(value.province)]
        figure = _mean([(value.value or 0, weights[value.province]) for value in counted])
    elif indicator.kind in COUNTED:
        counts = _by_stage(indicator, counted)
    elif indicator.kind != IndicatorKind.TEXT:
        counted = [value for value in counted if value.value is not None]
        numbers = [value.value or 0 for value in counted]
        summed = indicator.aggregate == "sum" and indicator.kind != IndicatorKind.PERCENT
        figure = (sum(numbers) if numbers else None) if summed else _mean([(number, 1) for number in numbers])
    return National(indicator, figure, counts, len(counted), sum(value.province in told for value in counted))


def _mean(weighed: list[tuple[int, int]]) -> int | None:
    total = sum(weight for _value, weight in weighed)
    return half_up(sum(value * weight for value, weight in weighed), total) if total else None


def _by_stage(indicator: Indicator, values: list[Value]) -> tuple[tuple[str, int], ...]:
    """Return how often each stage was said, or how many things stand at it; stages of old come last."""
    found: Counter[str] = Counter()
    for value in values:
        if indicator.kind == IndicatorKind.STAGE_COUNTS:
            found.update(json.loads(value.words or "{}"))
        elif indicator.kind == IndicatorKind.YESNO:
            found[YES if value.value else NO] += 1
        else:
            found[value.words] += 1
    known = [YES, NO] if indicator.kind == IndicatorKind.YESNO else json.loads(indicator.options)
    return tuple((stage, found[stage]) for stage in dict.fromkeys([*known, *sorted(found)]))
