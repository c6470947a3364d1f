"""What the conversation of an announcement sees, and what it leads to."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from bot.announcing.audience import AudienceMember, Missing, Part, estates_of, select
from bot.announcing.draft import AnnouncementDraft, ComposeFact, SaveAnnouncement
from bot.conversing.card import Card
from bot.conversing.flow import Step
from bot.programme.calendar import day_of
from bot.programme.in_memory import HeldCalendar
from bot.programme.timetable import push_time
from storage.audiences import AudienceDuty


@dataclass(frozen=True)
class AnnounceState:
    """Where it stands.

    «card», «write», «articles», «level», «asks», «question», «when», «due», «day», «hour», «audience», «part», «roles»,
    «provinces», «axes», «estates», «people», «list», «files», «confirm». ``moment`` is what a day and hour are chosen
    for («send» or «due»), ``day`` the chosen day, ``part`` the place of the group that is open, ``found`` the
    people that a typed name may mean, as a list with «;».
    """

    at: str = "card"
    moment: str = ""
    day: str = ""
    part: int = 0
    page: int = 0
    found: str = ""
    album: str = ""  # what the file came in that was taken last


@dataclass(frozen=True)
class AnnounceView:
    """The state and the draft, whom it can be for, and what limits it."""

    state: AnnounceState
    draft: AnnouncementDraft
    moment: datetime
    calendar: HeldCalendar
    holders: tuple[AudienceDuty, ...] = ()
    missing: Missing = field(default_factory=dict)
    axes: Mapping[str, str] = field(default_factory=dict)  # short titles by code
    admin: bool = True  # public relations may not ask who has not reported
    other_admins: int = 0
    urgent_left: int = 0
    author: bool = True  # others open consultations alone
    switched_on: bool = True  # a restricted topic may be off
    may_consult: bool = True  # a restricted topic is for few
    only_on: str = ""  # the one messenger that it may go over
    platform: str = ""  # that the author writes from
    next_number: int = 1

    @cached_property
    def members(self) -> tuple[AudienceMember, ...]:
        """Return whom the draft is for as things stand now."""
        return select(self.draft.parts, self.holders, self.missing)

    @property
    def seal(self) -> str:
        """Return the digest of all that is confirmed: text, recipients and time."""
        people = [member.person_id for member in self.members]
        parts = (self.draft.body.digest, self.draft.sealed, people)
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]

    @property
    def estates(self) -> tuple[str, ...]:
        """Return every estate that somebody looks after."""
        return estates_of(self.holders)

    @property
    def this_day(self) -> date:
        """Return today."""
        return day_of(self.moment)

    @property
    def leaves_at(self) -> datetime:
        """Return when it would leave: in working hours, unless it is urgent."""
        wanted = max(self.draft.send_at or self.moment, self.moment)
        return wanted if self.draft.urgent else push_time(wanted, self.calendar.rules, self.calendar.calendar)

    @property
    def part(self) -> Part:
        """Return the group that is open."""
        return self.draft.parts[self.state.part]

    def has_part(self) -> bool:
        """Say whether the group that is open is still there."""
        return self.state.part < len(self.draft.parts)

    def saved(self, **changes: object) -> SaveAnnouncement:
        """Return the draft, changed, to be kept."""
        return SaveAnnouncement(replace(self.draft, **changes))  # type: ignore[arg-type]

    def with_part(self, part: Part) -> SaveAnnouncement:
        """Return the draft, with the open group changed, to be kept."""
        place = self.state.part
        return self.saved(parts=(*self.draft.parts[:place], part, *self.draft.parts[place + 1 :]))


AnnounceStep = Step[AnnounceState, ComposeFact]
AnnounceCard = Card[AnnounceState, AnnounceView, ComposeFact]
