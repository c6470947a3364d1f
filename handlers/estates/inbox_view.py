"""What the inbox «از شهرک‌ها» sees: what estates sent to a province, and the one entry that is open."""

from dataclasses import dataclass

from bot.evidence.facts import SeeEntry
from bot.language.week import Week
from bot.programme.provinces import Province
from bot.reporting.estates.entries import AcceptEntry, AnswerEntry, ReferEntry
from storage.estate_entries import EstateEntry
from storage.evidence import Evidence
from storage.people import Holder


@dataclass(frozen=True)
class InboxState:
    """Where it stands: «list», «ended», «card», or what is asked on the card: «axis», «reply», «refer».

    ``entry`` is the number of what is open; ``note`` stands above the next screen.
    """

    at: str = "list"
    province: str = ""
    entry: int = 0
    page: int = 0
    note: str = ""


@dataclass(frozen=True)
class InboxView:
    """All that a step may need.

    ``axes`` are those that the person reports on (codes, with what they are called), ``full`` those of them that have
    all the evidence they may; ``colleagues`` may be given the entry. ``reads``: its words are figures of the report;
    ``estates`` counts those of the province.
    """

    state: InboxState
    province: Province
    others: tuple[Province, ...]
    entries: tuple[EstateEntry, ...]
    entry: EstateEntry | None
    week: Week
    axes: dict[str, str]
    full: frozenset[str] = frozenset()
    colleagues: tuple[Holder, ...] = ()
    piece: Evidence | None = None
    reads: bool = False
    estates: int = 0

    @property
    def may_accept(self) -> bool:
        """Say whether the open entry can be accepted: a piece only while its file is here, or on its way."""
        lacks = self.piece is None or self.piece.state not in {"pending", "kept"}
        return self.entry is not None and not (self.entry.kind == "piece" and lacks)


InboxFact = AcceptEntry | AnswerEntry | ReferEntry | SeeEntry
