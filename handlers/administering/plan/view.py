"""What the conversation about the year's programme sees: how it is published, and how the draft would have it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Never

from bot.administering.editable import parts_of, programme_key
from bot.administering.edits import AdminFact, Edit, Part, merged
from bot.language.units import UNITS, Unit
from bot.people.rights import OWNERS
from bot.programme.plan import Plan
from bot.reporting.cards import ReportView
from handlers.administering.room import Go, RoomState, RoomView, keep
from storage.programme import Axis, Indicator


@dataclass(frozen=True)
class PlanState(RoomState):
    """Where it stands: «list», «axis», «owner», «indicator», «targets», «preview», «review», or a question.

    ``field`` is what is asked of the axis or the indicator; ``province`` ('' = national) whose target is asked;
    ``year`` whose programme it is (0: the one at hand).
    """

    at: str = "list"
    axis: str = ""
    indicator: str = ""
    field: str = ""
    province: str = ""
    year: int = 0


@dataclass(frozen=True)
class ConfirmPlan:
    """The programme of a year, which was made from the year's before, is right."""

    year: int


PlanFact = AdminFact | ConfirmPlan


@dataclass(frozen=True)
class AxisOwner:
    """A deputy or manager of headquarters, with the card of the roster."""

    id: int
    part: Part

    @property
    def axes(self) -> frozenset[str]:
        """Return the axes that this person answers for."""
        held = (duty["axes"].split(";") for duty in self.part["duties"] if duty["role"] in OWNERS)
        return frozenset(code for codes in held for code in codes if code)


@dataclass(frozen=True)
class PlanView(RoomView):
    """All that a step may need; ``plan`` is the year's programme with the draft done to it."""

    state: PlanState
    plan: Plan
    owners: tuple[str, ...] = ()
    holders: tuple[AxisOwner, ...] = ()
    newest: int | None = None
    preview: ReportView | None = None
    answered: frozenset[str] = frozenset()
    other_year: int | None = None
    unconfirmed: bool = False

    @property
    def has_axis(self) -> bool:
        """Say whether the axis that is looked at is there."""
        return any(axis.code == self.state.axis for axis in self.plan.axes)

    @property
    def axis(self) -> Axis:
        """Return the axis that is looked at."""
        return next(axis for axis in self.plan.axes if axis.code == self.state.axis)

    @property
    def has_indicator(self) -> bool:
        """Say whether the indicator that is looked at is there."""
        return any(each.code == self.state.indicator for each in self.indicators)

    @property
    def indicator(self) -> Indicator:
        """Return the indicator that is looked at."""
        return next(each for each in self.indicators if each.code == self.state.indicator)

    @property
    def unit(self) -> Unit:
        """Return the unit of the indicator that is looked at."""
        return UNITS[self.indicator.unit]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Return the indicators of the axis that is looked at."""
        return tuple(each for each in self.plan.indicators if each.axis == self.state.axis)

    @property
    def targets(self) -> Mapping[str, int]:
        """Return the targets of the indicator that is looked at, by province ('' = national)."""
        found = (each for each in self.plan.targets if each.indicator == self.state.indicator)
        return MappingProxyType({each.province: each.value for each in found})

    @property
    def parts(self) -> Mapping[str, Part]:
        """Return every thing of the programme, the draft done, by its key."""
        return MappingProxyType(parts_of(self.plan))

    def key(self, kind: str, code: str) -> str:
        """Return the key of a thing of this programme."""
        return programme_key(kind, self.plan.programme.year, code)

    def edit(self, kind: str, code: str, **changes: Any) -> Edit:
        """Return the edit that changes fields of a thing that there is."""
        before = self.parts[self.key(kind, code)]
        return Edit(self.key(kind, code), before, before | changes)

    def keep(self, place: str, *edits: Edit, note: str = "", **values: str | int) -> Go[Never]:
        """Put edits into the draft and go to a place."""
        return keep(place, *merged([*self.draft, *edits]), note=note, **values)
