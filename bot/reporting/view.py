"""What the conversation of a report sees: loaded in a few queries, read by pure functions."""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.language.units import Unit
from bot.language.week import Week
from bot.programme.provinces import Province
from bot.programme.timetable import Timetable
from bot.reporting.evidence import EvidenceView

NUMBERS = frozenset({"cumulative", "snapshot", "period", "percent"})


@dataclass(frozen=True)
class Draft:
    """What was answered so far on an axis: a stored value (and why it fell), words, «unchanged», «no report»."""

    values: dict[str, int] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    unchanged: tuple[str, ...] = ()
    unreported: tuple[str, ...] = ()
    reasons: dict[str, str] = field(default_factory=dict)
    status: str = ""
    action: str = ""

    def has(self, indicator: str) -> bool:
        """Say whether an indicator is answered."""
        return any(indicator in answers for answers in (self.values, self.words, self.unchanged, self.unreported))

    def with_value(self, code: str, value: int, reason: str = "") -> "Draft":
        """Return the draft with a value, and with the reason of a fall where one was given."""
        return replace(
            self.without(code),
            values={**self.values, code: value},
            reasons={**self.reasons, code: reason} if reason else self.without(code).reasons,
        )

    def with_words(self, code: str, words: str) -> "Draft":
        """Return the draft with words as an indicator's answer."""
        return replace(self.without(code), words={**self.words, code: words})

    def with_unchanged(self, *codes: str) -> "Draft":
        """Return the draft with indicators that did not change."""
        return replace(self, unchanged=(*self.unchanged, *codes))

    def with_no_report(self, code: str) -> "Draft":
        """Return the draft with «there is no report on this one this week»."""
        return replace(self.without(code), unreported=(*self.without(code).unreported, code))

    def without(self, code: str) -> "Draft":
        """Return the draft without an answer to an indicator."""
        return self.only({*self.values, *self.words, *self.unchanged, *self.unreported, *self.reasons} - {code})

    def only(self, codes: set[str]) -> "Draft":
        """Return the draft without answers to what is not asked (any more)."""
        return replace(
            self,
            values={code: value for code, value in self.values.items() if code in codes},
            words={code: words for code, words in self.words.items() if code in codes},
            unchanged=tuple(code for code in self.unchanged if code in codes),
            unreported=tuple(code for code in self.unreported if code in codes),
            reasons={code: reason for code, reason in self.reasons.items() if code in codes},
        )

    @property
    def body(self) -> str:
        """Return the draft as it is stored."""
        return json.dumps(self.__dict__, ensure_ascii=False)


def read_draft(body: str | None) -> Draft:
    """Return a stored draft, an empty one for None."""
    table = json.loads(body) if body else {}
    several = {name: tuple(table.get(name, ())) for name in ("unchanged", "unreported")}
    return Draft(**{**table, **several})


@dataclass(frozen=True)
class IndicatorView:
    """An indicator as it is asked: bounds, last value and target in stored units."""

    code: str
    title: str
    kind: str
    unit: Unit
    minimum: int | None
    maximum: int | None
    not_over: str
    options: tuple[str, ...]
    max_chars: int
    last: int | None = None
    last_words: str = ""
    target: int | None = None

    @property
    def has_past(self) -> bool:
        """Say whether «unchanged» means something."""
        return self.last is not None or bool(self.last_words)


@dataclass(frozen=True)
class AxisLine:
    """An axis in the list: its state is «missing», «draft» or a report's state."""

    code: str
    short: str
    state: str

    @property
    def done(self) -> bool:
        """Say whether the axis was handed in."""
        return self.state not in {"missing", "draft"}


@dataclass(frozen=True)
class AxisCard:
    """An open axis: what is due on it, and what was answered so far."""

    code: str
    title: str
    position: int
    indicators: tuple[IndicatorView, ...]
    draft: Draft
    evidence: tuple[EvidenceView, ...] = ()
    submitted_at: datetime | None = None
    late: bool = False

    @property
    def missing(self) -> tuple[IndicatorView, ...]:
        """Return the indicators that have no answer yet, in order."""
        return tuple(indicator for indicator in self.indicators if not self.draft.has(indicator.code))

    def get(self, code: str) -> IndicatorView | None:
        """Return an indicator of this card."""
        return next((indicator for indicator in self.indicators if indicator.code == code), None)


@dataclass(frozen=True)
class ReportState:
    """Where it stands: «list», «card», «status», «action», «evidence», «receipt».

    ``cursor`` is the indicator asked, ``album`` what the photo came in that was answered last; ``week`` (its key) and
    ``province`` (its ISO code) are those that were shown.
    """

    at: str = "list"
    axis: str = ""
    cursor: str = ""
    album: str = ""
    week: str = ""
    province: str = ""


@dataclass(frozen=True)
class ReportView:
    """All that a step may need."""

    state: ReportState
    province: Province
    week: Week
    times: Timetable
    axes: tuple[AxisLine, ...]
    card: AxisCard | None
    others: tuple[Province, ...] = ()  # that the person reports for too

    @property
    def next_axis(self) -> AxisLine | None:
        """Return the next axis that is still owed, after the open one and then from the first."""
        place = next((number for number, axis in enumerate(self.axes, start=1) if axis.code == self.state.axis), 0)
        return next((axis for axis in (*self.axes[place:], *self.axes[:place]) if not axis.done), None)
