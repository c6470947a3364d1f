"""What the conversation of a report sees: loaded in a few queries, read by pure functions."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from bot.evidence.rules import EvidenceView
from bot.language.units import Unit
from bot.language.week import Week
from bot.programme.called import AxisTitle, IndicatorTitle
from bot.programme.kinds import rules_of
from bot.programme.provinces import Province
from bot.programme.standing import Value
from bot.programme.timetable import Timetable
from bot.reporting.draft import Draft
from bot.reporting.estates.sums import Estates

OWED = frozenset({"missing", "draft", "returned"})


@dataclass(frozen=True)
class IndicatorView:
    """An indicator as it is asked: bounds, last value and target in stored units.

    ``last`` is what counts; ``handed_back`` was said since, and headquarters handed it back without an answer so far.
    """

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
    handed_back: Value | None = None

    @cached_property
    def has_past(self) -> bool:
        """Say whether «unchanged» means something: what is counted anew every week has none."""
        return rules_of(self).keeps and (self.last is not None or bool(self.last_words))

    @property
    def is_broken_down(self) -> bool:
        """Say whether the value is the sum of named parts."""
        return rules_of(self).amount and bool(self.options)

    @cached_property
    def form(self) -> str:
        """Return in what form it is asked: an answer in another form means something else."""
        return "/".join((self.kind, self.unit.family, *sorted(self.options)))


@dataclass(frozen=True)
class Signing:
    """Who wrote and who signed the report of an axis, and what the person who looks may do.

    ``key`` is the report's id and revision; no ``writer``: the signer alone. ``may``: this person signs for the axis
    (``as_stand_in``: for the CEO); ``needs``: what this person hands in waits for the signature of somebody else.
    """

    key: str = ""
    writer: str = ""
    signer: str = ""
    stand_in: bool = False
    signed: bool = True
    taken_back: bool = False
    may: bool = False
    as_stand_in: bool = False
    needs: bool = False


@dataclass(frozen=True)
class AxisCard:
    """An axis of the week: what is due on it, what was answered so far, and how it was reported before.

    ``state`` is «missing», «draft» or a report's state. ``draft`` is what is being answered, ``reported`` what was
    handed in (of the open axis alone). ``changed`` are indicators whose question changed after they were answered;
    ``standing_weeks`` counts the weeks before this one in which all stayed as it was (two at most), ``moved`` those of
    the last eight in which something changed.
    """

    code: str
    title: str
    short: str
    position: int
    indicators: tuple[IndicatorView, ...]
    state: str = "missing"
    draft: Draft = field(default_factory=Draft)
    reported: Draft | None = None
    changed: tuple[str, ...] = ()
    may_stay: bool = True
    standing_weeks: int = 0
    moved: int = 0
    last_action: str = ""
    obstacles: int = 0
    colleague: str = ""
    evidence: tuple[EvidenceView, ...] = ()
    submitted_at: datetime | None = None
    late: bool = False
    signing: Signing = field(default_factory=Signing)
    estates: Estates = field(default_factory=Estates)

    @cached_property
    def called(self) -> AxisTitle:
        """Return what the axis and what is asked on it are called."""
        indicators = tuple(IndicatorTitle(each.code, each.title, each.options) for each in self.indicators)
        return AxisTitle(self.code, self.title, self.short, indicators)

    @property
    def done(self) -> bool:
        """Say whether the axis was handed in, and not returned."""
        return self.state not in OWED

    @property
    def awaits_me(self) -> bool:
        """Say whether the axis was handed over, and waits for the signature of the person who looks."""
        return self.state == "ready" and self.signing.may

    @property
    def unsigned(self) -> bool:
        """Say whether the axis went in without a signature that the person who looks may still give."""
        return self.state == "submitted" and self.signing.may and not self.signing.signed

    @cached_property
    def missing(self) -> tuple[IndicatorView, ...]:
        """Return the indicators that have no answer yet, in order."""
        return tuple(indicator for indicator in self.indicators if not self.draft.has(indicator.code))

    @cached_property
    def rest_may_stay(self) -> bool:
        """Say whether all that is missing can be answered with «unchanged»."""
        return self.may_stay and all(indicator.has_past for indicator in self.missing)

    def get(self, code: str) -> IndicatorView | None:
        """Return an indicator of this card."""
        return next((indicator for indicator in self.indicators if indicator.code == code), None)


@dataclass(frozen=True)
class ReportState:
    """Where it stands: «list», «done», «unchanged», «picking», «look_again», «card», «question», «status», «action», …

    ``cursor`` is the indicator asked, ``album`` what the photo came in that was answered last; ``week`` (its key) and
    ``province`` (its ISO code) are those that were shown; ``axes`` (with «;») those of which it was shown that they
    stay as they are, ``off`` those of them that were taken out again, on ``page``, ``day`` when the rest is looked at
    again. ``reading`` is where a free message stands whose rows are open (its state as JSON). ``note`` is said once,
    when the conversation is entered; ``words`` are a sentence that may be the axis' action. ``after`` is the message
    that handed in the axis before and led to this one.
    """

    at: str = "list"
    axis: str = ""
    cursor: str = ""
    album: str = ""
    week: str = ""
    province: str = ""
    axes: str = ""
    day: str = ""
    reading: str = ""
    note: str = ""
    words: str = ""
    after: str = ""
    off: str = ""
    page: int = 0


@dataclass(frozen=True)
class ReportView:
    """All that a step may need: the week at hand of a province, all its axes, and the one that is open."""

    state: ReportState
    province: Province
    week: Week
    times: Timetable
    moment: datetime
    day: date
    cards: tuple[AxisCard, ...]
    opened: str = ""
    others: tuple[Province, ...] = ()  # that the person reports for too
    weeks: tuple[Week, ...] = ()  # that are open too: an exception of headquarters holds, or this week itself
    grace: datetime | None = None  # until when taps are still on time, after a messenger was blind over the deadline
    graced: bool = False  # what was said now is such a tap
    returned: int = 0  # fields of any week that headquarters handed back, and that wait for this person's answer
    from_estates: int = 0  # what estates sent and this person is to see to

    @property
    def card(self) -> AxisCard | None:
        """Return the open axis."""
        return next((card for card in self.cards if card.code == self.opened), None)

    @property
    def late(self) -> bool:
        """Say whether what is handed in now is late: receipt, store and count take it from here."""
        return self.moment > self.times.deadline and not self.graced

    @property
    def early(self) -> bool:
        """Say whether the week is not open yet: what is said is kept as a draft."""
        return self.moment < self.times.opens
