"""What is counted of a week at an instant: cells, a province's values, and the figures of the country."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from bot.language.units import UNITS, Unit
from bot.language.week import Week
from bot.programme.pace import TargetPace, pace_of, share
from bot.programme.standing import Key
from bot.programme.standing import Value as Value
from bot.programme.working_year import ExpectedParts
from storage.programme import Axis, Indicator, Programme


@dataclass(frozen=True)
class AxisCell:
    """One province × one axis of a week.

    ``state`` is «missing», «draft» (begun, or awaiting a signature), «unchanged» or «done»; the last two may be late.
    ``status`` is what the province said of the axis, ``returned`` whether a field waits for a correction.
    """

    province: str
    axis: str
    state: str = "missing"
    late: bool = False
    status: str = ""
    action: str = ""
    revision: int = 0
    at: datetime | None = None
    returned: bool = False

    @property
    def handed_in(self) -> bool:
        """Say whether the report counts."""
        return self.state in {"done", "unchanged"}


@dataclass(frozen=True)
class National:
    """What the country stands at on an indicator, in stored units; None is not reported, never zero.

    ``counts`` are provinces by stage, things by stage, or provinces that said yes and no; ``provinces`` is
    «از n استان», ``this_week`` «m استان این هفته»; ``towards`` how far it is on the way to a target with a pace.
    """

    indicator: Indicator
    value: int | None
    counts: tuple[tuple[str, int], ...]
    provinces: int
    this_week: int
    target: int | None = None
    towards: TargetPace | None = None

    @property
    def unit(self) -> Unit:
        """Return the unit of the value."""
        return UNITS[self.indicator.unit]

    @property
    def percent(self) -> int | None:
        """Return the share of the target that is reached, rounded half up."""
        return share(self.value, self.target)

    @property
    def expected(self) -> int | None:
        """Return where the pace to the target would stand by now."""
        return self.towards.expected if self.towards else None

    @property
    def pace(self) -> int | None:
        """Return how much of what was to be expected by now is reached, in percent."""
        return self.towards.percent if self.towards else None


@dataclass(frozen=True)
class Figures:
    """Everything that is counted of a week at an instant, of the axes that somebody may see and of no other.

    ``due`` are those asked in the week; ``cells`` stand for each province in its alphabetical place, ``values`` by
    province and indicator, ``nationals`` in the programme's order. ``handed_back`` is what stands beside a value that
    counts, or instead of one: what headquarters handed back and nobody has answered. ``targets`` are yearly ones by
    indicator and province ('' = national), ``parts`` how much of them is to be reached by now.
    """

    week: Week
    moment: datetime
    programme: Programme
    axes: tuple[Axis, ...]
    due: tuple[Axis, ...]
    indicators: tuple[Indicator, ...]
    cells: dict[tuple[str, str], AxisCell]
    values: dict[Key, Value]
    nationals: tuple[National, ...]
    handed_back: dict[Key, Value] = field(default_factory=dict)
    targets: Mapping[tuple[str, str], int] = field(default_factory=lambda: MappingProxyType({}))
    parts: ExpectedParts = field(default_factory=ExpectedParts)

    def cell(self, province: str, axis: str) -> AxisCell:
        """Return where a province stands with an axis."""
        return self.cells.get((province, axis)) or AxisCell(province, axis)

    def short(self, axis: str) -> str:
        """Return the short title of an axis."""
        return next(each.short for each in self.axes if each.code == axis)

    def has_said(self, province: str, indicator: str) -> bool:
        """Say whether there is anything to show of a province: what counts, or what was handed back."""
        return (province, indicator) in self.values or (province, indicator) in self.handed_back

    def of_axis(self, axis: str) -> tuple[National, ...]:
        """Return the country's figures of an axis."""
        return tuple(each for each in self.nationals if each.indicator.axis == axis)

    def towards(self, province: str, indicator: Indicator) -> TargetPace | None:
        """Return how far a province is on the way to its own target of an indicator; None where none sets a pace."""
        held, target = self.values.get((province, indicator.code)), self.targets.get((indicator.code, province))
        return pace_of(indicator, held.value if held else None, target, self.parts.of(indicator.code))

    def handed_in(self, province: str) -> int:
        """Return how many of the due axes a province has handed in."""
        return sum(self.cell(province, axis.code).handed_in for axis in self.due)
