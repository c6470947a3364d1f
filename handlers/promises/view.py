"""What headquarters looks at in «پیگیری‌های ستاد»: what was promised, to whom, until when."""

from dataclasses import dataclass
from datetime import datetime

from bot.conversing.flow import Onward


@dataclass(frozen=True)
class PromisesState:
    """Where it stands: «list», or «item», what of it is open by its ``key``."""

    at: str = "list"
    key: str = ""
    page: int = 0


@dataclass(frozen=True)
class Promise:
    """A promise: its ``kind`` (decision, consultation, expectation, exception), and a ``key`` that it alone has.

    ``due`` is when it is over (None: no day was named), ``until`` says it in words. ``card`` is the conversation that
    looks after it; where there is none for the person, ``lines`` say what there is to know.
    """

    kind: str
    key: str
    words: str
    whom: str
    until: str
    due: datetime | None
    owner_id: int
    owner: str
    card: Onward | None = None
    lines: tuple[str, ...] = ()

    def is_late(self, now: datetime) -> bool:
        """Say whether its day has passed."""
        return self.due is not None and self.due <= now


@dataclass(frozen=True)
class PromisesView:
    """All that a step may need: the promises that the person sees, overdue ones first; ``leads``: others' are shown."""

    state: PromisesState
    promises: tuple[Promise, ...]
    moment: datetime
    leads: bool

    @property
    def open(self) -> Promise | None:
        """Return the promise that is looked at."""
        return next((each for each in self.promises if each.key == self.state.key), None)

    @property
    def late(self) -> int:
        """Return how many are overdue."""
        return sum(each.is_late(self.moment) for each in self.promises)
