"""What the first screen of an admin sees."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from bot.administering.edits import Edit
from bot.administering.names import EditNames
from storage.health import Silent

CHANGES_A_PAGE = 6
PEOPLE_A_PAGE = 20


@dataclass(frozen=True)
class AdminState:
    """Where an admin stands: «home», «changes», «change», «health», «system»; ``note`` is said once on entering."""

    at: str = "home"
    page: int = 0
    change: int = 0
    note: str = ""


@dataclass(frozen=True)
class Logged:
    """A change of the log; ``problem`` says why it cannot be taken back, if it cannot."""

    id: int
    person: str
    at: datetime
    edits: tuple[Edit, ...]
    reverts: int | None
    reverted: bool
    problem: str = ""


@dataclass(frozen=True)
class System:
    """How the system stands; ``queues`` say how much waits since when, ``dead`` what was set aside."""

    version: str
    database: int
    backups: bool
    last_backup: datetime | None
    queues: tuple[tuple[str, int, datetime | None], ...]
    dead: Mapping[str, int]
    ahead: Mapping[str, int]
    problems: Mapping[str, str]


@dataclass(frozen=True)
class AdminView:
    """All that a step may need."""

    state: AdminState
    changes: tuple[Logged, ...] = ()
    change: Logged | None = None
    count: int = 0
    names: EditNames = field(default_factory=EditNames)
    silent: tuple[Silent, ...] = ()
    people: int = 0
    system: System | None = None
    rooms: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The conversations that are entered from here, by the name of their button."""
    waiting: tuple[str, ...] = ()
    """The rooms in which this admin has changes that are not confirmed yet."""
