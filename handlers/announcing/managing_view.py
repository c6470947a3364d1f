"""What an author sees of announcements that were confirmed, and what may be done to them."""

from dataclasses import dataclass, replace
from typing import cast

from bot.announcing.body import LOST, body_of
from storage.announcements import Announcement
from storage.recipients import Recipient
from storage.threads import Thread


@dataclass(frozen=True)
class ManageState:
    """Where it stands: «list», «item», «matrix», «undelivered», «threads», «edit», «edited», «delete».

    ``number`` is the announcement that is open, ``text`` what its next version will say.
    """

    at: str = "list"
    number: int = 0
    text: str = ""
    page: int = 0


@dataclass(frozen=True)
class ManageView:
    """The state; the announcements, or the one that is open with everything about it."""

    state: ManageState
    found: Announcement | None = None
    author: str = ""
    recipients: tuple[Recipient, ...] = ()
    threads: tuple[Thread, ...] = ()
    newest: tuple[Announcement, ...] = ()
    nudged: bool = False  # today already

    @property
    def lost(self) -> tuple[Recipient, ...]:
        """Return whom it may not have reached, although they would take it."""
        return tuple(each for each in self.recipients if each.active and each.row_state in LOST)

    @property
    def tally(self) -> dict[str, int]:
        """Count the recipients by the state of their row; '' has none."""
        counted: dict[str, int] = {}
        for recipient in self.recipients:
            state = "cancelled" if recipient.row_state == "replaced" else recipient.row_state
            counted[state] = counted.get(state, 0) + 1
        return counted

    @property
    def edited_digest(self) -> str:
        """Return the digest of the next version."""
        return replace(body_of(self.found), text=self.state.text).digest if self.found else ""

    @property
    def open(self) -> Announcement:
        """Return the announcement that is open, where one is."""
        return cast("Announcement", self.found)


@dataclass(frozen=True)
class Stop:
    """Nothing more of it leaves."""

    found: Announcement


@dataclass(frozen=True)
class EditAnnouncement:
    """It says something else from now on."""

    found: Announcement
    text: str


@dataclass(frozen=True)
class Delete:
    """It is taken back."""

    found: Announcement


@dataclass(frozen=True)
class Export:
    """The answers are wanted as a workbook («xlsx») or a picture («png»)."""

    number: int
    kind: str


@dataclass(frozen=True)
class Resend:
    """It is sent once more to those of whom nobody knows whether it reached them, or whom it failed to reach."""

    found: Announcement


@dataclass(frozen=True)
class Nudge:
    """Who has not answered is reminded."""

    found: Announcement


ManageFact = Stop | EditAnnouncement | Delete | Export | Resend | Nudge
