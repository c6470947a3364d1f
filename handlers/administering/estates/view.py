"""What the conversation about estates sees."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from bot.administering.edits import Part
from handlers.administering.room import RoomState, RoomView
from storage.people import Listed


@dataclass(frozen=True)
class EstatesState(RoomState):
    """Where it stands: «provinces», «list», «card», «new», «rename», «manager», «retire» or «review».

    ``estate`` is the one that is looked at; ``found`` are the people (ids with «;») that a typed name may mean.
    """

    at: str = "provinces"
    province: str = ""
    estate: int = 0
    found: str = ""


@dataclass(frozen=True)
class Open:
    """What is open at an estate in the week at hand: figures that are asked, those answered, and its obstacles."""

    week: str
    asked: int
    answered: int
    obstacles: int


@dataclass(frozen=True)
class EstatesView(RoomView):
    """All that a step may need; ``counts`` are the active estates by province, ``estates`` those of the chosen one."""

    state: EstatesState
    counts: Mapping[str, int]
    estates: Mapping[int, Part]
    roster: tuple[Listed, ...]
    next_estate: int
    open: Open | None = None
    managers: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def active(self) -> frozenset[int]:
        """Return the ids of the people who may look after an estate."""
        return frozenset(row.id for row in self.roster if row.state == "active")

    @property
    def stored(self) -> Part | None:
        """Return the estate that is looked at as it stands."""
        return self.estates.get(self.state.estate)

    @property
    def part(self) -> Part:
        """Return the estate that is looked at as it is to be, nothing where there is none."""
        waits = next((edit for edit in self.draft if edit.key == f"estate:{self.state.estate}"), None)
        return (waits and waits.after) or self.stored or {}
