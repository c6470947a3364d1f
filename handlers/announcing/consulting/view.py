"""What the two conversations of a consultation see, and what they lead to."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from bot.announcing.consulting.matter import Matter
from bot.programme.provinces import Province
from storage.consultations import Consultation, Viewpoint
from storage.people import Holder
from storage.programme import Topic
from storage.recipients import Recipient


@dataclass(frozen=True)
class ViewpointState:
    """Where a province stands: «card», «articles», «reason», «proposal», «count», «peers».

    ``article`` is what is spoken of (0: the whole), ``given`` the texts of a proposal so far (a JSON list).
    """

    number: int = 0
    at: str = "card"
    article: int = 0
    given: str = "[]"
    page: int = 0


@dataclass(frozen=True)
class ViewpointView:
    """The state; the consultation, None for who may not see it; what one's own province and the others have said."""

    state: ViewpointState
    person_id: int
    moment: datetime
    found: Consultation | None = None
    matter: Matter | None = None
    province: Province | None = None
    own: tuple[Viewpoint, ...] = ()
    peers: tuple[Viewpoint, ...] = ()

    @property
    def viewpoint(self) -> Viewpoint | None:
        """Return what the own province said of what is spoken of."""
        return next((each for each in self.own if each.article == self.state.article), None)

    @property
    def about(self) -> tuple[Consultation, Matter, Province]:
        """Return what is spoken of, and for which province, where one may speak."""
        return cast("tuple[Consultation, Matter, Province]", (self.found, self.matter, self.province))


@dataclass(frozen=True)
class GiveViewpoint:
    """A province says something."""

    number: int
    viewpoint: Viewpoint


@dataclass(frozen=True)
class TakeBackViewpoint:
    """A province takes back one of its proposals, or what it said of an article."""

    number: int
    province: str
    article: int


@dataclass(frozen=True)
class ConsultState:
    """Where headquarters stands.

    «board», «topics», «topic», «readers», «new_topic», «item», «viewpoints», «province», «proposals», «group»,
    «undelivered», «outcome», «reason», «decide», «done». ``number`` is the consultation, ``code`` a topic or province,
    ``chosen`` the proposals that are marked (a list with «;»), ``outcome`` and ``reason`` what was written so far.
    """

    at: str = "board"
    number: int = 0
    code: str = ""
    chosen: str = ""
    outcome: str = ""
    reason: str = ""
    page: int = 0


@dataclass(frozen=True)
class ConsultView:
    """The state; the consultations or topics there are, or the one that is open with everything about it."""

    state: ConsultState
    opener: bool = False  # belongs to headquarters
    switcher: bool = False
    knows: bool = True  # the topic that is open is for them
    names: bool = False  # may name others for it
    staff: tuple[Holder, ...] = ()  # who can be named
    named: frozenset[int] = frozenset()
    author: bool = False  # may write announcements, and so what is expected
    board: tuple[Consultation, ...] = ()
    topics: tuple[Topic, ...] = ()
    topic: Topic | None = None
    switched_on: bool = True
    over_telegram: bool = True
    busy: bool = False  # the author has the draft of something else
    found: Consultation | None = None
    matter: Matter | None = None
    viewpoints: tuple[Viewpoint, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    nudged: bool = False

    @property
    def proposals(self) -> tuple[Viewpoint, ...]:
        """Return the viewpoints that propose something."""
        return tuple(each for each in self.viewpoints if each.proposes)

    @property
    def of_province(self) -> tuple[Viewpoint, ...]:
        """Return what the chosen province has said."""
        return tuple(each for each in self.viewpoints if each.province == self.state.code)

    @property
    def chosen(self) -> tuple[Viewpoint, ...]:
        """Return the proposals that are marked, each with all of its group."""
        marked = set(filter(None, self.state.chosen.split(";")))
        groups = {each.grouped for each in self.proposals if str(each.id) in marked and each.grouped}
        return tuple(each for each in self.proposals if str(each.id) in marked or each.grouped in groups)

    @property
    def open(self) -> Consultation:
        """Return the consultation that is open, where one is."""
        return cast("Consultation", self.found)


@dataclass(frozen=True)
class Begin:
    """A topic is taken up: what is put to the provinces is composed next."""

    topic: Topic


@dataclass(frozen=True)
class AddTopic:
    """Headquarters adds a topic."""

    title: str


@dataclass(frozen=True)
class Switch:
    """A restricted topic («») or its way over Telegram («.telegram») is switched."""

    code: str
    what: str
    on: bool


@dataclass(frozen=True)
class NameReader:
    """Somebody of headquarters is named for a restricted topic, or is no more."""

    topic: Topic
    person: int
    on: bool


@dataclass(frozen=True)
class GroupProposals:
    """Proposals are called alike, by a name; '' parts them again."""

    number: int
    ids: tuple[int, ...]
    name: str


@dataclass(frozen=True)
class Verdict:
    """What becomes of proposals."""

    number: int
    ids: tuple[int, ...]
    verdict: str


@dataclass(frozen=True)
class Decide:
    """The consultation is closed, with its outcome and the reason."""

    number: int
    outcome: str
    reason: str


@dataclass(frozen=True)
class Execute:
    """What was decided has been executed."""

    number: int
    done: str


@dataclass(frozen=True)
class NudgeSilent:
    """Provinces that have said nothing are reminded."""

    number: int


ViewpointFact = GiveViewpoint | TakeBackViewpoint
ConsultFact = Begin | AddTopic | Switch | NameReader | GroupProposals | Verdict | Decide | Execute | NudgeSilent
