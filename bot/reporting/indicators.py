"""An indicator of the programme as it is asked."""

import json
from functools import cache, lru_cache

from bot.language.units import UNITS
from bot.programme.standing import Value
from bot.reporting.cards import IndicatorView
from storage.programme import Indicator


@lru_cache(maxsize=16_384)
def view_indicator(
    indicator: Indicator, last: Value | None, target: int | None = None, handed_back: Value | None = None
) -> IndicatorView:
    """Return an indicator as it is asked: beside its last value, its target, and what was handed back of it.

    As long as nothing of it changes it is the same object, which has been asked about already.
    """
    return IndicatorView(
        code=indicator.code,
        title=indicator.title,
        kind=indicator.kind,
        unit=UNITS[indicator.unit],
        minimum=indicator.minimum,
        maximum=indicator.maximum,
        not_over=indicator.not_over,
        options=_options(indicator.options),
        max_chars=indicator.max_chars,
        last=last.value if last else None,
        last_words=last.words if last else "",
        handed_back=handed_back,
        target=target,
    )


@cache
def _options(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
