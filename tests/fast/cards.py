"""The cards of a week in which all thirteen axes are due, with some last values and targets."""

import json
from decimal import Decimal
from functools import cache

from bot.language.units import UNITS
from bot.programme.axes_file import package_plan
from bot.reporting.cards import AxisCard, IndicatorView
from storage.programme import Indicator

LAST = {
    "elec_allocated": "14",
    "elec_absorbed": "11",
    "elec_capacity": "6",
    "elec_progress": "38",
    "water_flow": "30",
    "water_units": "110",
    "water_pending": "5",
    "infra_active": "14",
    "infra_registered": "11",
    "infra_unpaid": "3.2",
    "bourse_raised": "40",
    "reuse_plants": "3",
    "reuse_flow": "4800",
    "land_cases": "90",
    "land_freed": "12.5",
    "wk_building": "25",
    "wk_done": "10",
}
"""What was reported last, in the indicators' units; the others have no past."""
TARGETS = {"elec_absorbed": "18", "wk_done": "40"}


@cache
def cards() -> tuple[AxisCard, ...]:
    """Return the cards."""
    plan = package_plan()
    return tuple(
        AxisCard(
            axis.code,
            axis.title,
            axis.short,
            axis.position,
            tuple(
                view(indicator)
                for indicator in plan.indicators
                if indicator.axis == axis.code and indicator.reporter == "province"
            ),
        )
        for axis in plan.axes
        if axis.active
    )


def card(code: str) -> AxisCard:
    """Return the card of an axis."""
    return next(card for card in cards() if card.code == code)


def view(indicator: Indicator) -> IndicatorView:
    """Return an indicator with its past and its target."""
    return IndicatorView(
        code=indicator.code,
        title=indicator.title,
        kind=indicator.kind,
        unit=UNITS[indicator.unit],
        minimum=indicator.minimum,
        maximum=indicator.maximum,
        not_over=indicator.not_over,
        options=tuple(json.loads(indicator.options)),
        max_chars=indicator.max_chars,
        last=stored(indicator, LAST),
        target=stored(indicator, TARGETS),
    )


def stored(indicator: Indicator, values: dict[str, str]) -> int | None:
    """Return an indicator's value of a table as it is stored."""
    return UNITS[indicator.unit].stored(Decimal(values[indicator.code])) if indicator.code in values else None
