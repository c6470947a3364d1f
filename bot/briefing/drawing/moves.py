"""How a value moved, for a narrow column: an amount and a way, which no direction of writing can turn."""

from bot.figures.records import Figures, National
from bot.language import writing
from bot.language.units import UNITS, Unit
from storage.programme import Indicator

Move = dict[str, str] | str
"""An amount and «up», «down» or «same»; '' where there is nothing to compare."""


def national_move(each: National, before: Figures | None) -> Move:
    """Return how a figure of the country moved; figures of other provinces, or without any report, are not compared."""
    old = next((old for old in before.nationals if old.indicator.code == each.indicator.code), None) if before else None
    if old is None or old.behind != each.behind or (old.value == each.value and not each.this_week):
        return ""
    return _move(old.value, each.value, each.unit)


def province_move(figures: Figures, before: Figures | None, province: str, indicator: Indicator) -> Move:
    """Return how a province's value moved; where it reported nothing since, that is no «unchanged»."""
    key, told = (province, indicator.code), figures.last_told(province, indicator.code)
    if before is None or told is None or told[1] <= before.week:
        return ""
    old, new = before.values.get(key), figures.values[key]
    return _move(old.value if old else None, new.value, UNITS[indicator.unit])


def _move(old: int | None, new: int | None, unit: Unit) -> Move:
    if old is None or new is None:
        return ""
    way = "same" if new == old else "up" if new > old else "down"
    return {"text": writing.rounded(abs(new - old), unit), "way": way}
