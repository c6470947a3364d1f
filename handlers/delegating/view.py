"""What the conversation about colleagues and leave sees."""

from dataclasses import dataclass, field
from datetime import date

from bot.language.phones import part_phone
from bot.programme.provinces import Province
from storage.delegations import Colleague, Delegation

NEW = "0"
"""Stands for somebody new in a person's place."""


@dataclass(frozen=True)
class DelegateState:
    """Where it stands: «home», «one», «hours», or a question of a form, «preview», «phone».

    ``kind`` is «axes» or «leave»; ``person`` the colleague, NEW for somebody new called ``name``; ``axes`` (with «;»),
    ``begins`` and ``ends`` (ISO days; '' = today, until it is ended) are what was chosen; ``number`` is the delegation
    that is looked at; ``note`` stands above the next screen.
    """

    at: str = "home"
    province: str = ""
    kind: str = "axes"
    person: str = ""
    name: str = field(default="", repr=False)
    axes: str = ""
    begins: str = ""
    ends: str = ""
    number: int = 0
    note: str = ""


@dataclass(frozen=True)
class DelegateView:
    """The province of a CEO: its people, what is handed on, and the axes that may be; None: no longer a CEO's.

    ``phone`` is the number that was typed just now, or beside the name ('' for none), ``refused``: its
    owner is not to be invited.
    """

    state: DelegateState
    province: Province | None
    others: tuple[Province, ...]
    axes: dict[str, str]
    colleagues: tuple[Colleague, ...]
    delegations: tuple[Delegation, ...]
    excused: frozenset[int]
    hours: int
    day: date
    phone: str = field(default="", repr=False)
    refused: bool = False

    @property
    def chosen(self) -> tuple[str, ...]:
        """Return the axes that were chosen, in order."""
        return tuple(code for code in self.axes if code in self.state.axes.split(";"))

    @property
    def whom(self) -> str:
        """Return the name of the colleague who was chosen."""
        held = {each.id: each.full_name for each in self.colleagues} | {
            each.person_id: each.full_name for each in self.delegations
        }
        return self.name or held.get(self.person, "")

    @property
    def name(self) -> str:
        """Return what somebody new is called, without the phone that was typed beside it."""
        return part_phone(self.state.name)[0]

    @property
    def person(self) -> int:
        """Return the colleague who was chosen, 0 for nobody who is known."""
        return int(self.state.person or 0)

    @property
    def begins(self) -> date:
        """Return the first day."""
        return date.fromisoformat(self.state.begins) if self.state.begins else self.day

    @property
    def one(self) -> Delegation | None:
        """Return the delegation that is looked at."""
        return next((each for each in self.delegations if each.id == self.state.number), None)

    @property
    def looked_at(self) -> int:
        """Return who looks after what is looked at, 0 where nobody does any more."""
        person = self.one.person_id if self.one else self.person
        known = {each.person_id for each in self.delegations} | {each.id for each in self.liaisons}
        return person if person in known else 0

    @property
    def liaisons(self) -> tuple[Colleague, ...]:
        """Return the colleagues who report by the roster."""
        return tuple(each for each in self.colleagues if each.role == "liaison" and each.axes)
