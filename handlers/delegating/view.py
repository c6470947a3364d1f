"""What the conversation about colleagues and leave sees."""

from dataclasses import dataclass
from datetime import date

from bot.programme.provinces import Province
from storage.delegations import Colleague, Delegation

Given = Delegation
"""What was handed on, as it is kept."""


@dataclass(frozen=True)
class DelegateState:
    """Where it stands: «home», «whom», «name», «axes», «until», «from», «confirm», «phone», «one», «hours».

    ``kind`` is «axes» or «leave»; ``person`` the colleague, 0 for somebody new called ``name``; ``axes`` (with «;»),
    ``begins`` and ``ends`` (ISO days; '' = today, until it is ended) are what was chosen; ``number`` is the delegation
    that is looked at.
    """

    at: str = "home"
    province: str = ""
    kind: str = "axes"
    person: int = 0
    name: str = ""
    axes: str = ""
    begins: str = ""
    ends: str = ""
    number: int = 0


@dataclass(frozen=True)
class DelegateView:
    """The province of a CEO: its people, what is handed on, and the axes that may be; None: no longer a CEO's.

    ``phone`` is the number that was typed just now ('' for none), ``refused``: its owner is not to be invited.
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
    phone: str = ""
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
        return self.state.name or held.get(self.state.person, "")

    @property
    def one(self) -> Delegation | None:
        """Return the delegation that is looked at."""
        return next((each for each in self.delegations if each.id == self.state.number), None)

    @property
    def liaisons(self) -> tuple[Colleague, ...]:
        """Return the colleagues who report by the roster."""
        return tuple(each for each in self.colleagues if each.role == "liaison" and each.axes)
