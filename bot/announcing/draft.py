"""What an author has composed of an announcement, as it is kept, and what composing leads to."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from bot import stored
from bot.announcing.audience import CEOS, AudienceMember, Parts, write_parts
from bot.announcing.body import Body, write_files
from bot.announcing.consulting.matter import Matter
from bot.said import File


@dataclass(frozen=True)
class DraftFile:
    """A file that was sent for an announcement; ``stored`` is its attachment as JSON, '' while it is fetched."""

    key: str
    kind: str
    stored: str = ""


@dataclass(frozen=True)
class AnnouncementDraft:
    """What an author has composed; no ``send_at`` is now, no ``due_at`` is without a deadline."""

    text: str = ""
    level: str = "inform"
    question: str = ""
    parts: Parts = CEOS
    send_at: datetime | None = None
    due_at: datetime | None = None
    repeats: str = ""
    urgent: bool = False
    files: tuple[DraftFile, ...] = ()
    matter: Matter | None = None  # of a consultation

    @property
    def body(self) -> Body:
        """Return what recipients will see."""
        files = write_files(file.stored for file in self.files)
        restricted = self.matter is not None and self.matter.restricted
        return Body(self.text, self.level, self.question, self.due_at, self.urgent, files, restricted)

    @property
    def stored(self) -> str:
        """Return the draft as it is kept."""
        return stored.dump(self)

    @property
    def sealed(self) -> str:
        """Return all of the draft as one text, which may not change its form: seals stand behind buttons."""
        table = asdict(self) | {"parts": write_parts(self.parts)}
        moments = {name: table[name].isoformat() for name in ("send_at", "due_at") if table[name]}
        return json.dumps(table | moments, ensure_ascii=False)


def read_draft(body: str | None) -> AnnouncementDraft:
    """Return a kept draft; an empty one for None, and for what nobody can read any more."""
    return (stored.read(AnnouncementDraft, "draft:announcement", body) if body else None) or AnnouncementDraft()


@dataclass(frozen=True)
class SaveAnnouncement:
    """The draft changed."""

    draft: AnnouncementDraft


@dataclass(frozen=True)
class TakeFile:
    """A file was sent, to go with the text."""

    draft: AnnouncementDraft
    said: File


@dataclass(frozen=True)
class DropAnnouncement:
    """The draft was given up."""


@dataclass(frozen=True)
class Confirm:
    """The author has confirmed what stands here, with the recipients that were shown."""

    draft: AnnouncementDraft
    members: tuple[AudienceMember, ...]
    leaves_at: datetime
    needs_second: bool
    only_on: str = ""


ComposeFact = SaveAnnouncement | TakeFile | DropAnnouncement | Confirm
