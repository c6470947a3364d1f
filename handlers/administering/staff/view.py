"""What the conversation about people sees."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from bot.administering.edits import AdminFact, Part
from handlers.administering.room import RoomState, RoomView
from storage.accounts import Link
from storage.people import Listed


@dataclass(frozen=True)
class StaffState(RoomState):
    """Where it stands: «find», «list», «card», «rename», «name», «phone», «review», … (`form.py` has them all).

    ``person`` is who is looked at; ``role``, ``province`` and ``found`` (ids with «;») say who is listed; ``name`` is
    typed for somebody new; ``duty`` («role province») and ``axes`` are what is being given. ``home`` is where one came
    from: the list, or a place of the first screen. ``old`` is whose post goes over to somebody who is looked for.
    """

    at: str = "find"
    person: int = 0
    role: str = ""
    province: str = ""
    found: str = ""
    name: str = ""
    duty: str = ""
    axes: str = ""
    home: str = ""
    old: int = 0


@dataclass(frozen=True)
class StaffView(RoomView):
    """All that a step may need; ``part`` and ``old`` are the cards of the two, empty where there is nobody."""

    state: StaffState
    roster: tuple[Listed, ...] = ()
    part: Part = field(default_factory=dict)
    phone: str = field(default="", repr=False)
    links: tuple[Link, ...] = ()
    axes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    typed_phone: str = field(default="", repr=False)
    owner: int = 0
    next_person: int = 0
    code: str = field(default="", repr=False)
    links_of_code: tuple[str, ...] = field(default=(), repr=False)
    old: Part = field(default_factory=dict)

    @property
    def duties(self) -> list[Part]:
        """Return the duties of the person who is looked at."""
        return list(self.part.get("duties", ()))

    @property
    def codes(self) -> frozenset[str]:
        """Return the codes of the axes that are being given."""
        return frozenset(filter(None, self.state.axes.split(";")))


@dataclass(frozen=True)
class AddPerson:
    """Somebody new is kept, suspended and without duties, until a duty is confirmed."""

    name: str = field(repr=False)
    phone: str = field(repr=False)


@dataclass(frozen=True)
class HandOver:
    """All that somebody does goes over to somebody else."""

    old: int
    new: int


@dataclass(frozen=True)
class Forget:
    """Somebody who was only added is not wanted after all."""

    person: int


@dataclass(frozen=True)
class Invite:
    """A person gets a new code, shown this once: only its hash is kept."""

    person: int
    code: str = field(repr=False)


StaffFact = AdminFact | AddPerson | HandOver | Forget | Invite
