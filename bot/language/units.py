"""The units of the programme: how a value is stored, how many decimals it has and what it is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from types import MappingProxyType

from bot.language.catalogue import t

RIAL_IN_BN_TOMAN = 10**10


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit; `scale` smallest stored units (money: current rial) are one shown unit.

    `family` is money, power, flow, area, percent, count or people: values of one family can be converted.
    """

    code: str
    family: str
    decimals: int
    scale: int

    @property
    def title(self) -> str:
        """Return the unit's name as it stands after a number."""
        return t(f"units.{self.code}.title")

    @property
    def short(self) -> str:
        """Return the unit's name for tables."""
        return t(f"units.{self.code}.short")

    @property
    def whole(self) -> bool:
        """Return whether only whole things are counted."""
        return self.family in {"count", "people"}

    @property
    def ends_at_ceiling(self) -> bool:
        """Return whether nothing over a ceiling can be true: a share of a hundred; other ceilings can be exceeded."""
        return self.family == "percent"

    @property
    def step(self) -> int:
        """Return how many stored units the last shown decimal is worth."""
        return self.scale // int(10**self.decimals)

    def shown(self, stored: int) -> Decimal:
        """Return a stored value in this unit, exactly."""
        return (Decimal(stored) / self.scale).normalize() + 0

    def stored(self, shown: Decimal) -> int:
        """Return a value of this unit as stored, rounded (half up) to the unit's decimals."""
        return int((shown * 10**self.decimals).to_integral_value(ROUND_HALF_UP)) * self.step

    def nearest(self, stored: Fraction) -> int:
        """Return a reckoned amount of stored units as one that can be shown, rounded half up."""
        return int(stored / self.step + Fraction(1, 2)) * self.step if stored >= 0 else -self.nearest(-stored)


def listed(*units: Unit) -> Mapping[str, Unit]:
    """Return units by their code."""
    return MappingProxyType({unit.code: unit for unit in units})


UNITS = listed(
    Unit("bn_toman", "money", 3, RIAL_IN_BN_TOMAN),
    Unit("mn_rial", "money", 0, 10**6),
    Unit("mw", "power", 2, 100),
    Unit("lps", "flow", 1, 10),
    Unit("m3d", "flow", 0, 1),
    Unit("ha", "area", 2, 100),
    Unit("m2", "area", 0, 1),
    Unit("unit", "count", 0, 1),
    Unit("item", "count", 0, 1),
    Unit("project", "count", 0, 1),
    Unit("company", "count", 0, 1),
    Unit("estate", "count", 0, 1),
    Unit("chain", "count", 0, 1),
    Unit("plant", "count", 0, 1),
    Unit("person", "people", 0, 1),
    Unit("pct", "percent", 1, 10),
)
