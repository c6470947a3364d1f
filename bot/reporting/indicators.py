"""An indicator of the programme as it is asked."""

import json
from functools import cache

from bot.language.units import UNITS
from bot.reporting.cards import IndicatorView
from storage.programme import Indicator
from storage.reports import Past


def view_indicator(indicator: Indicator, past: Past | None, target: int | None = None) -> IndicatorView:
    """Return an indicator as it is asked, with its last value and its target."""
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
        last=past.value if past else None,
        last_words=past.words if past else "",
        target=target,
    )


@cache
def _options(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
