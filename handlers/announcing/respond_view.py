"""What the conversation of a recipient sees: an announcement, what they answered, the thread, and their board."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from bot.programme.calendar import day_of
from storage.announcements import Announcement
from storage.recipients import Recipient
from storage.threads import ThreadMessage


@dataclass(frozen=True)
class RespondState:
    """Where it stands: «board», «item», «number», «day», «ask», «history».

    ``number`` is the announcement, ``recipient`` whose thread is open (0: one's own), ``amount`` a number that was
    promised.
    """

    at: str = "board"
    number: int = 0
    recipient: int = 0
    amount: int = -1


@dataclass(frozen=True)
class BoardItem:
    """A line of the board."""

    found: Announcement
    recipient: Recipient


@dataclass(frozen=True)
class RespondView:
    """The state; the announcement that is open if the person may see it, and how they stand to it."""

    state: RespondState
    person_id: int
    moment: datetime
    found: Announcement | None = None
    recipient: Recipient | None = None  # oneself, None where one is none
    thread: tuple[ThreadMessage, ...] = ()
    may_answer: bool = False
    items: tuple[BoardItem, ...] = ()
    author: bool = False

    @property
    def this_day(self) -> date:
        """Return today."""
        return day_of(self.moment)

    @property
    def open(self) -> Announcement:
        """Return the announcement that is open, where one is."""
        return cast("Announcement", self.found)
